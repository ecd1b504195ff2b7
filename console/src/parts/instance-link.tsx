import { Link } from 'react-router'

interface InstanceLinkProps {
  readonly tenant: string
  readonly id: string
  /** The id where it has none. */
  readonly name?: string
}

export function InstanceLink({ tenant, id, name = '' }: InstanceLinkProps) {
  return (
    <Link to={`/instances/${encodeURIComponent(tenant)}/${encodeURIComponent(id)}`}>
      {name === '' ? <code>{id}</code> : name}
    </Link>
  )
}
