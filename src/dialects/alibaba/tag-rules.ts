import type { TagRules } from '../../tags/tag-rules.ts'

/**
 * Tag rules of ApsaraDB for Redis. Its own pages give the 20 tags; lengths, prefixes and URLs are those of the ECS and
 * central Tag pages, letter case ignored. Control characters and noncharacters are refused: XML cannot carry them.
 */
export const tagRules: TagRules = {
  keyLengthMax: 128,
  valueLengthMax: 128,
  tagsPerInstanceMax: 20,
  keyPattern: /^(?!aliyun|acs:)(?!.*https?:\/\/)[^\p{Cc}\uFFFE\uFFFF]*$/isu,
  valuePattern: /^(?!acs:)(?!.*https?:\/\/)[^\p{Cc}\uFFFE\uFFFF]*$/isu,
}
