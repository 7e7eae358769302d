/**
 * Points of presence, and the regional edge caches behind them. One point stands for each city.
 *
 * AWS: https://aws.amazon.com/cloudfront/features/ ("CloudFront's global edge network"),
 * HowCloudFrontWorks.html (regional edge caches).
 */
import { didYouMean, MisuseError } from '../../core/errors.ts'
import { shownValue } from '../../core/checks.ts'

/** A point of presence. */
export interface Point {
  /** `FRA56-P1`, as in the header `x-amz-cf-pop`. */
  readonly name: string
  /** The code of the city's airport: `FRA`. */
  readonly city: string
  /** ISO 3166: the country of viewers that ask it. */
  readonly country: string
  /** The AWS region of its regional edge cache. */
  readonly edgeCache: string
}

/** City, country, number of the point, by regional edge cache. Unverified: which cache serves which point. */
const BY_EDGE_CACHE: Readonly<Record<string, string>> = {
  'us-east-1':
    'IAD:US:89-C1 ATL:US:59-P1 BOS:US:50-C1 EWR:US:53-C1 JFK:US:50-P1 MIA:US:50-P1 YTO:CA:50-C1 YUL:CA:62-C1',
  'us-east-2': 'CMH:US:68-P1 ORD:US:58-P1 DTW:US:52-P1 MSP:US:50-C1',
  'us-west-1': 'SFO:US:53-C1 LAX:US:50-C1 PHX:US:50-P1 SLC:US:50-P1',
  'us-west-2': 'HIO:US:50-C1 SEA:US:73-P1 DEN:US:52-P1 DFW:US:57-P1 IAH:US:50-C1',
  'sa-east-1': 'GRU:BR:50-P1 GIG:BR:51-P1 BOG:CO:50-C1 SCL:CL:50-P1 EZE:AR:50-P1',
  'eu-central-1':
    'FRA:DE:56-P1 MUC:DE:50-P1 HAM:DE:50-P1 DUS:DE:51-P1 TXL:DE:50-P1 VIE:AT:50-P1 ZRH:CH:55-P1 PRG:CZ:50-P1 WAW:PL:51-P1 BUD:HU:50-P1 MXP:IT:64-P1 FCO:IT:50-P1 ATH:GR:50-P1 SOF:BG:50-P1',
  'eu-west-1': 'DUB:IE:56-P1 MAD:ES:56-P1 LIS:PT:50-P1 CDG:FR:50-P1 MRS:FR:50-P1',
  'eu-west-2':
    'LHR:GB:50-P1 MAN:GB:50-P1 AMS:NL:58-P1 BRU:BE:50-P1 ARN:SE:56-P1 CPH:DK:50-P1 OSL:NO:50-C1 HEL:FI:51-P1',
  'ap-south-1': 'BOM:IN:78-P1 DEL:IN:54-P1 BLR:IN:50-P1 MAA:IN:50-P1 HYD:IN:57-P1 DXB:AE:50-P1',
  'ap-southeast-1': 'SIN:SG:2-P1 KUL:MY:50-P1 BKK:TH:50-P1 CGK:ID:50-P1 MNL:PH:50-P1 HKG:HK:60-P1',
  'ap-southeast-2': 'SYD:AU:62-P1 MEL:AU:50-P1 PER:AU:50-P1 AKL:NZ:50-P1',
  'ap-northeast-1': 'NRT:JP:57-P1 KIX:JP:56-P1 TPE:TW:53-P1',
  'ap-northeast-2': 'ICN:KR:57-P1',
  'af-south-1': 'CPT:ZA:50-P1 JNB:ZA:50-P1 NBO:KE:50-P1',
}

const POINTS: ReadonlyMap<string, Point> = new Map(
  Object.entries(BY_EDGE_CACHE).flatMap(([edgeCache, points]) =>
    points.split(' ').map((text): [string, Point] => {
      const [city = '', country = '', number = ''] = text.split(':')
      return [city, { name: `${city}${number}`, city, country, edgeCache }]
    }),
  ),
)

/** Where requests come from that name no point. */
export const DEFAULT_CITY = 'IAD'

const FULL_NAME = /^([A-Z]{3})\d+-[A-Z]\d+$/

/**
 * Returns the point of `from`: the code of a city (`FRA`), or the name of one of its points
 * (`FRA56-P1`).
 *
 * @throws MisuseError for a city without points
 */
export function pointOf(from: unknown, caller: string): Point {
  const text = typeof from === 'string' ? from : undefined
  const known = POINTS.get(text ?? '')
  if (known) return known
  const [, city = ''] = FULL_NAME.exec(text ?? '') ?? []
  const near = POINTS.get(city)
  if (near && text !== undefined) return { ...near, name: text }
  throw new MisuseError(
    `${caller} received from: ${shownValue(from)}.`,
    `the code of a city with a point of presence: ${[...POINTS.keys()].sort().join(', ')}`,
    text === undefined ? undefined : didYouMean(text, [...POINTS.keys()]),
  )
}
