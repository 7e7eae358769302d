/**
 * The private keys of `testIssuer()`, as JSON Web Keys: one for all RSA algorithms, and one for each
 * elliptic curve. They are public and protect nothing. Every region has the same ones, so that
 * tokens of RSA algorithms are the same in each run. RSA has 2,048 bits, because libraries that
 * verify tokens refuse shorter keys.
 */
// docs/decisions/0031-public-keys-of-test-issuers.md

export type TestKey = Readonly<Record<string, string>>

export const RSA_KEY: TestKey = {
  kty: 'RSA',
  n:
    'xHkM8SGP-EA132Sh771zJhUNMyiXzU9Lpg9J-An9cLaNBfoEkQh0uAG7_y7htN8Frx6lwgQmjfC4RNV8Ff-CKuZE' +
    'HbTzPupKxYoj0_ROT27UmmQti9_z6UED84UD336zRsdLVeQ_bC3ZkIwlTRQL27wVLHJrCu-OcFK6CurAkdzL1un0' +
    'QhPW1MLhIn8w4j1J30-sRkGEcpPYuqPujVycymMq57ZV78FP4_O81KF9d1GAJABNcDkbWIikCLhg5wx4PhjabFYN' +
    'AZM8EIe8D2GoRg9XjalDIJR4vZhBwBzdLOw09iJMYwNKoQa9FvQGWr313fNUgq8cuHXB8wDJYQBzxw',
  e: 'AQAB',
  d:
    'Q5BBJBbflIY4QHcxvOjQVVM9887MzRysrhFp5XNCBWWxf1GoClv3D2QBS1LK6VEcekk2xU56F6ulIn6rqkDweWIw' +
    'IGsejw8w4VeM1JGZ8HTzhZhXlVdRYHAsNK0UVOIUMo3MWWAhc0kdHTkkhqoTHeBDA8LhDqSsvfGk6qYpzL6fvaFH' +
    'r-MUga6utgMcxgJ37eudOJGi-MGuGrYyejSde6HHwXlHyfzwpAN5LdhMZyNLQAO--iYVhUzc54OvZ0jiwHjFsWOt' +
    '4kVDpoEN_wv-AnHnOs9nWs6XQGbLXmr0O7u1q3mgNdUp8RGfjO4AeK7VL-L7CJhR0Uk7SGNEbriIYQ',
  p:
    '6HmR12VVxRP7opUyGNurxOomgafWLX0Puq4kDwxy4RA8kG_i2Nc9GPCmbCAPylM645jb9rasKGMbU-banIBFsh_i' +
    'vfKJO01fcBRZdBEDLNHMTvVSO3-FLqr3V-VZR71gt8i44l79qC4-Tl2qskiwLp6JlxqY_-ru2clR6Vfsolc',
  q:
    '2FrSffgkq-7KtzwHX8eaKhGwTddgHFpduacVASfvp6oHfIXJOni7Ka75yiRQhLkFWkViwdHQG5jhTGb35OCiMnrQ' +
    '7xJWUWRhWQLLjbnZ4whll3Yy3E2a5FolGhgfR0EtfOQtIozoAFE7rMWyFrwnIh-plxvIhnJqQ56HJJ8wNBE',
  dp:
    'IncDfB9128XepHfh-XV3vbXJB6fOROgpkM-IYQLDdUJm-DLeOq-OS0hCI_2M2b4FGQDse2MRmts2jfXHqzQJISNB' +
    'BlASsEwEPiWGLYLoKZjg5UPRcSiyofyOtuU1m0EkOZr0bfsPOAPDEPMp_0xvcjnmxBQZYrd9uaPzFNkIJ_k',
  dq:
    'hbYDtvR__X5T7FB-IjSi03MhKcp8zKkQmadoNNGwrEdJ3yxzw95PlaBdIg-1b4FFjJerRCveWN_wBZ7xf5NQyq_a' +
    'ppYHoL_P5gnzMUD2JvjOiH_1SO_xVUVc_rZ_xjLC4RfHyT2aOG_72HhJ6wEXkmBNGGWEVYsqn2W_EeQMD3E',
  qi:
    'wW2JaAbP1vlYqh08ctHNJeDq4QZjefyvmn6xXmYZXJq9nOMWV-fE-MxWIk_Q7VpkRobQao0_GOS2uPyHp6sF5YVA' +
    'on6c0f5xHhgwD_OVpPgDpIMq5ktFLahfU1GrUfF8pHhlmkUMkZ1xnUYy5CvM9UWT8rV7e8I062ROmbZsagM',
}

export const P256_KEY: TestKey = {
  kty: 'EC',
  crv: 'P-256',
  x: 'FoLaMdLdE1Bp3jv113317XEVvk8MfMVQuZhCU0j0APo',
  y: '16uTnclmJYWxt8qyKnza0zUjHlvxHrJbWzjl6mMzPiE',
  d: 'lTlORe2XTHGakTX9pqWVrgekNJY_-kgy2ZJBP-SEh28',
}

export const P384_KEY: TestKey = {
  kty: 'EC',
  crv: 'P-384',
  x: '3ehKNewbKr1bysb_ghQWx3bISShA8894-k-P8mvzxSzu7Y-r_nI8BDf4le91z8nP',
  y: 'ustwk5k4Rol1ukxnQSqPR7YEncf-LeV36rBvssz50y4UyJRRXz8Gdd9jM_FTtNA4',
  d: 'NaDwVTkaNGyhcJzsO4Cz6V4u_RboolWTb2KoYpkil8e7e4dR9a6N0rvfCAd5hBDq',
}

export const P521_KEY: TestKey = {
  kty: 'EC',
  crv: 'P-521',
  x: 'AF_swjYk_zKCV43UTfZaPZafOMQ88f31RKdo68xOUPiwheKrpv2utyGkpxO2qhOg68Bk7bywmKYTpzqTxKrBbLYM',
  y: 'ANtGesAQCsrDRDhMP5RTJnO3SDK4FGGo-CXgzueH1j4H2pSBGuT60UnTn-BCWHpFCnoCr9ixWX-XirZFnH16fgV3',
  d: 'AQ8Q5AYkcvwES7-rhW9j94t83FBsTQj6XXEjc-vvJ_k9QQ_kgJls7HWVbwT7F-llVgjd_D1IOjtBO2Ave1QfFhwd',
}
