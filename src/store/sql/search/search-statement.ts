import type { TenantId } from '../../../tags/tag.ts'

/** What a statement of a search takes for a parameter. */
export type SearchValue = string | number | readonly string[]

export interface SearchStatement {
  readonly text: string
  readonly values: readonly SearchValue[]
}

export type SearchRow = Readonly<Record<string, string | number | null>>

/**
 * A search as the statements that it sends, one after the other, each decided by the rows of those before. A store
 * runs them as it can, all on one state, and ends a search whose time is up.
 */
export type SearchSteps<Result> = Generator<SearchStatement, Result, readonly SearchRow[]>

/** In what the databases differ. Columns and placeholders are given as SQL. */
export interface SqlFlavour {
  /** The placeholder of a statement's parameter, counted from 1. */
  placeholder(number: number): string
  /** That a column is one of the texts of a list. */
  isAmong(column: string, list: string): string
  contains(column: string, text: string): string
  /** Rows of `instance`: those of a list of ids, found one by one. */
  fromNamed(tenant: string, ids: string): { readonly from: string; readonly condition: string }
  /** `instance` as it is best gone through where no order is wanted: by id, or, to read the rows, as they are stored. */
  scanned(readsRows: boolean): string
  /** A join whose left side is read first. */
  readonly join: string
  /** So many instances are few: they are met by their ids, and sorted; of more, the first are looked for in order. */
  readonly fewMax: number
  /** A condition that is always true, and ends the search once its time is up. */
  readonly inTime: string
}

/** A statement about one tenant that is being written. */
export class StatementText {
  readonly flavour: SqlFlavour
  /** Placeholder of the tenant; each statement has it. */
  readonly tenant: string
  readonly #values: SearchValue[] = []

  constructor({ flavour, tenant }: { readonly flavour: SqlFlavour; readonly tenant: TenantId }) {
    this.flavour = flavour
    this.tenant = this.add(tenant)
  }

  /** @returns the placeholder of a parameter */
  add(value: SearchValue): string {
    return this.flavour.placeholder(this.#values.push(value))
  }

  finish(text: string): SearchStatement {
    return { text, values: this.#values }
  }
}

/** All of `conditions`. */
export function allOf(conditions: readonly string[]): string {
  return conditions.filter((condition) => condition !== 'true').join(' and ') || 'true'
}
