import type { RegionId } from '../../tags/tag.ts'

/** A region that sells ApsaraDB for Redis. */
export interface Region {
  readonly id: RegionId
  /** What `LocalName` says, by the `AcceptLanguage` of DescribeRegions. */
  readonly names: { readonly 'zh-CN': string; readonly 'en-US': string }
  readonly endpoint: string
  readonly zones: readonly string[]
  /** The three characters that ids of this region's instances begin with, after `r-`. */
  readonly idPrefix: string
}

const central = 'r-kvstore.aliyuncs.com'

/** ECS documentation, "Regions and zones"; endpoints as the map in `@alicloud/r-kvstore20150101` 6.4.0 has them. */
export const regions: readonly Region[] = [
  inChina('cn-qingdao', '华北1（青岛）', 'China (Qingdao)', 'bc', 'm5e', central),
  inChina('cn-beijing', '华北2（北京）', 'China (Beijing)', 'abcdefghijkl', '2ze', central),
  inChina('cn-zhangjiakou', '华北3（张家口）', 'China (Zhangjiakou)', 'abc', '8vb'),
  inChina('cn-huhehaote', '华北5（呼和浩特）', 'China (Hohhot)', 'ab', 'hp3'),
  inChina('cn-wulanchabu', '华北6（乌兰察布）', 'China (Ulanqab)', 'abc', '0jl', central),
  inChina('cn-hangzhou', '华东1（杭州）', 'China (Hangzhou)', 'befghijk', 'bp1', central),
  inChina('cn-shanghai', '华东2（上海）', 'China (Shanghai)', 'abcdefgklmno', 'uf6', central),
  inChina('cn-nanjing', '华东5（南京-本地地域）', 'China (Nanjing - Local Region)', 'a', 'gc7'),
  inChina('cn-fuzhou', '华东6（福州-本地地域）', 'China (Fuzhou - Local Region)', 'a', 'gw0'),
  inChina('cn-wuhan-lr', '华中1（武汉-本地地域）', 'China (Wuhan - Local Region)', 'a', 'n4a'),
  inChina('cn-shenzhen', '华南1（深圳）', 'China (Shenzhen)', 'abcdef', 'wz9'),
  inChina('cn-heyuan', '华南2（河源）', 'China (Heyuan)', 'ab', 'f8z', central),
  inChina('cn-guangzhou', '华南3（广州）', 'China (Guangzhou)', 'ab', '7xv'),
  inChina('cn-chengdu', '西南1（成都）', 'China (Chengdu)', 'ab', '2vc'),
  inChina('cn-hongkong', '中国香港', 'China (Hong Kong)', 'bcd', 'j6c'),
  abroad('ap-southeast-1', '新加坡', 'Singapore', 'abc', 't4n'),
  abroad('ap-southeast-3', '马来西亚（吉隆坡）', 'Malaysia (Kuala Lumpur)', 'abc', '8ps'),
  abroad('ap-southeast-5', '印度尼西亚（雅加达）', 'Indonesia (Jakarta)', 'abc', 'k1a'),
  abroad('ap-southeast-6', '菲律宾（马尼拉）', 'Philippines (Manila)', 'ab', '5ts'),
  abroad('ap-southeast-7', '泰国（曼谷）', 'Thailand (Bangkok)', 'ab', '0jo'),
  abroad('ap-northeast-1', '日本（东京）', 'Japan (Tokyo)', 'abc', '6we'),
  abroad('ap-northeast-2', '韩国（首尔）', 'South Korea (Seoul)', 'ab', 'mj7'),
  abroad('us-west-1', '美国（硅谷）', 'US (Silicon Valley)', 'ab', 'rj9'),
  abroad('us-east-1', '美国（弗吉尼亚）', 'US (Virginia)', 'ab', '0xi'),
  abroad('eu-central-1', '德国（法兰克福）', 'Germany (Frankfurt)', 'abc', 'gw8'),
  abroad('eu-west-1', '英国（伦敦）', 'UK (London)', 'ab', 'd7o'),
  abroad('me-east-1', '阿联酋（迪拜）', 'UAE (Dubai)', 'ab', 'eb3'),
  abroad('me-central-1', '沙特（利雅得）', 'SAU (Riyadh - Partner Region)', 'ab', 'l4v'),
  abroad('na-south-1', '墨西哥', 'Mexico', 'a', '4hj'),
]

const regionsById = new Map(regions.map((region) => [region.id, region]))

export function findRegion(id: RegionId): Region | undefined {
  return regionsById.get(id)
}

const regionsByIdPrefix = new Map(regions.map((region) => [region.idPrefix, region.id]))

/** Where an instance of this id would have been ordered: in cn-hangzhou if it begins with `r-bp1`. */
export function regionOfId(instance: string): RegionId | undefined {
  return regionsByIdPrefix.get(instance.slice(2, 5))
}

/** Zones within China are `cn-hangzhou-b`. */
function inChina(id: RegionId, zh: string, en: string, letters: string, idPrefix: string, endpoint = regional(id)) {
  return region(id, zh, en, `${id}-`, letters, idPrefix, endpoint)
}

/** Zones abroad are `ap-southeast-1a`. */
function abroad(id: RegionId, zh: string, en: string, letters: string, idPrefix: string) {
  return region(id, zh, en, id, letters, idPrefix, regional(id))
}

function region(
  id: RegionId,
  zh: string,
  en: string,
  zonePrefix: string,
  letters: string,
  idPrefix: string,
  endpoint: string,
): Region {
  const zones = Array.from(letters, (letter) => zonePrefix + letter)
  return { id, names: { 'zh-CN': zh, 'en-US': en }, endpoint, zones, idPrefix }
}

function regional(id: RegionId): string {
  return `r-kvstore.${id}.aliyuncs.com`
}
