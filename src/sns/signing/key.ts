/**
 * The key pair that signs messages, and its certificate. One pair for every region, because
 * signatures must be the same in each run. It is public: it protects nothing. Of 1,024 bits, because
 * a signature then costs 0.1 ms and not 1 ms.
 */
export const SIGNING_KEY: string =
  'MIICeQIBADANBgkqhkiG9w0BAQEFAASCAmMwggJfAgEAAoGBANBiakpooghZs966syu6juhGB135w9advZVzb5j3xS' +
  'B7mtdw7P8DSgfbwrUX3PaYxwaZf1Xb+EyKPczDtpEbh9tOkKil1r6STL9ifRT2BRw70PHaSTysaEv+0ZKwnDtpOW3b' +
  'b0vDchghDkoEomlyZWBT6rDQQgyeWo6N4NeToedVAgMBAAECgYEArWyaZR67axOsfHsIziXO9UQCsZVCBQT2WMDfaY' +
  'EbD7OO5CnZM0p7fBrK6ofXn2r6iGWK8dvFw31xfU6MTCuLXdqL23pnrHTqLVcZtlsH1wHPGSPaz6P+OvB+eY5xpkm/' +
  'Uu1brcD21Z4XZh0h2U5a46g4yTdgQ6Y/qRhiSpMMH4ECQQDoFFc0AblRRcS2Q5gd1Xb+diKIZajZGg9N9FK3I0ilK+' +
  '6AxLxQai4yR0h9Ij/ZskAbP+OEkMZhqqNNDtCXTGaFAkEA5dzbS5x1TpbA11qlYnM+MoV2CuSyZ8QIj10mrk/4L2N0' +
  'FhR/8EXiwaqz0a3PiL2OGBKSRI+DUUujTxxXfAtekQJBAMbFXSby7wkX63J8FFZBFWi+P7d48pP3iPIod4vZkYe+R8' +
  'lMN0ncl3KCsShT5EINNHDiWHibEv5livYd4TQkwI0CQQCsdDuvCa5VDPOXXrGwIEgsvUanu5dCFKhbbwbDRsosO5Bv' +
  'tGecS8JpjHmmuaF3tMdzthM5Dvb1uirHArt8HEeRAkEAonzqPHRB1FZ6Yc281rthnCHC/mBPx023HZyYGvApu5Xm0a' +
  'u9VwPvGEV53s7DYmDf+psYaAOjuVmXnBBLmUQPSw=='

/** Of a certificate for `sns.amazonaws.com`, valid until 2126. */
export const CERTIFICATE: string =
  'MIICFjCCAX+gAwIBAgIUHxCI5Vufp3602DE1vbEEpI2m6ikwDQYJKoZIhvcNAQELBQAwHDEaMBgGA1UEAwwRc25zLm' +
  'FtYXpvbmF3cy5jb20wIBcNMjYxMjAxMDE0MDM2WhgPMjEyNjExMDcwMTQwMzZaMBwxGjAYBgNVBAMMEXNucy5hbWF6' +
  'b25hd3MuY29tMIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDQYmpKaKIIWbPeurMruo7oRgdd+cPWnb2Vc2+Y98' +
  'Uge5rXcOz/A0oH28K1F9z2mMcGmX9V2/hMij3Mw7aRG4fbTpCopda+kky/Yn0U9gUcO9Dx2kk8rGhL/tGSsJw7aTlt' +
  '229Lw3IYIQ5KBKJpcmVgU+qw0EIMnlqOjeDXk6HnVQIDAQABo1MwUTAdBgNVHQ4EFgQUx6vtxVXwyGJNC936NAldA8' +
  'eVljIwHwYDVR0jBBgwFoAUx6vtxVXwyGJNC936NAldA8eVljIwDwYDVR0TAQH/BAUwAwEB/zANBgkqhkiG9w0BAQsF' +
  'AAOBgQCAnrA2Jukur2gO5whj/JkCLM5EcmHP5vnKSkF8/GX4aa3BqK3JeK3mBCGj7bztR5CQ74j4qxzS8y/ercl1hw' +
  'rMcQg1SoRb0cG5w4MB44m4gF0i4XND14bz3wgC/hZsF823XIs+5UE3b8LksV7SfskQHoqYB6DH0Uujy98nRnUgKw=='
