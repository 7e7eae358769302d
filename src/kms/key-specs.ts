/** The specs of keys, and the algorithms that each can do. */
// AWS: https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html

export type KeyUsage = 'ENCRYPT_DECRYPT' | 'SIGN_VERIFY' | 'GENERATE_VERIFY_MAC'

export type KeySpec =
  | 'SYMMETRIC_DEFAULT'
  | 'RSA_2048'
  | 'RSA_3072'
  | 'RSA_4096'
  | 'ECC_NIST_P256'
  | 'ECC_NIST_P384'
  | 'ECC_NIST_P521'
  | 'ECC_SECG_P256K1'
  | 'HMAC_224'
  | 'HMAC_256'
  | 'HMAC_384'
  | 'HMAC_512'

interface SpecFacts {
  readonly usages: readonly KeyUsage[]
  /** Bits of an RSA modulus. */
  readonly bits?: number
  /** The curve's name in node:crypto, and in a JSON Web Key. */
  readonly curve?: readonly [node: string, jwk: string]
  readonly signing?: readonly string[]
  readonly macs?: readonly string[]
  /** Bytes of a symmetric or HMAC key. */
  readonly bytes?: number
}

const RSA_SIGNING = [
  'RSASSA_PKCS1_V1_5_SHA_256',
  'RSASSA_PKCS1_V1_5_SHA_384',
  'RSASSA_PKCS1_V1_5_SHA_512',
  'RSASSA_PSS_SHA_256',
  'RSASSA_PSS_SHA_384',
  'RSASSA_PSS_SHA_512',
]

const rsa = (bits: number): SpecFacts => ({
  usages: ['ENCRYPT_DECRYPT', 'SIGN_VERIFY'],
  bits,
  signing: RSA_SIGNING,
})

const ecc = (node: string, jwk: string, hash: string): SpecFacts => ({
  usages: ['SIGN_VERIFY'],
  curve: [node, jwk],
  signing: [`ECDSA_${hash}`],
})

const hmac = (bits: number): SpecFacts => ({
  usages: ['GENERATE_VERIFY_MAC'],
  macs: [`HMAC_SHA_${bits}`],
  bytes: bits / 8,
})

export const KEY_SPECS: Readonly<Record<KeySpec, SpecFacts>> = {
  SYMMETRIC_DEFAULT: { usages: ['ENCRYPT_DECRYPT'], bytes: 32 },
  RSA_2048: rsa(2048),
  RSA_3072: rsa(3072),
  RSA_4096: rsa(4096),
  ECC_NIST_P256: ecc('prime256v1', 'P-256', 'SHA_256'),
  ECC_NIST_P384: ecc('secp384r1', 'P-384', 'SHA_384'),
  ECC_NIST_P521: ecc('secp521r1', 'P-521', 'SHA_512'),
  ECC_SECG_P256K1: ecc('secp256k1', 'secp256k1', 'SHA_256'),
  HMAC_224: hmac(224),
  HMAC_256: hmac(256),
  HMAC_384: hmac(384),
  HMAC_512: hmac(512),
}

export const isKeySpec = (text: string): text is KeySpec => Object.hasOwn(KEY_SPECS, text)

const RSA_ENCRYPTION = ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256']

/** The algorithms that a key's metadata lists, under the member of its usage. */
export function algorithmsOf(spec: KeySpec, usage: KeyUsage): Record<string, readonly string[]> {
  const { signing = [], macs = [] } = KEY_SPECS[spec]
  if (usage === 'SIGN_VERIFY') return { SigningAlgorithms: signing }
  if (usage === 'GENERATE_VERIFY_MAC') return { MacAlgorithms: macs }
  return {
    EncryptionAlgorithms: spec === 'SYMMETRIC_DEFAULT' ? ['SYMMETRIC_DEFAULT'] : RSA_ENCRYPTION,
  }
}
