/**
 * The primes of the RSA keys that sign tokens: the members p and q of JSON Web Keys of 2,048 bits, in
 * base64url. All other members follow from them (key-ring.ts). They are public and protect nothing.
 * A pool has two keys: one for ID tokens, one for access tokens.
 */
export interface Primes {
  readonly p: string
  readonly q: string
}

export const PRIMES: readonly Primes[] = [
  {
    p:
      '6v4BqYcq2Ha_Or4J9bl4_KvXf_VwpLvTH7U66cLStEumKW1-JA1s6GVQPgeLIrdjLFgcxRdIb459JnfFrGlpbN' +
      'qlu8bwqixhpGEnv2gFll5hhv68-4pkB64DHLM01cG1k19sHyCXepwPih2D8XSZD3oDjsg4BkOGPYGYQg6pir8',
    q:
      '0ktdlOntMALO-4rYx1-rJeWECpBF3M5Dzl63GNrgrFJYjblehDhde4ZD-zCqf4qHGlIwqUyLXXEqJtcgaefsjO' +
      'fRwQNimyheBb-uX7wBNRRXnqCli_crtqiVCv_9ufIxrk3sIQN6LVlqgm0wvurIq3HyKl3UEnUV24BIXOOtULk',
  },
  {
    p:
      '6-vXikV0E-6-PWTGe7ZksBCH8LjGqp38JIjiFg5cYb78ttJzhMjJAnRDctSRQ0YeeRAFJtasZoN_fqFRKxUnFB' +
      '88npq_slKJwuPt1wYXm8x_eHFCaXlJXkASVbtGEVf6CjJ8md7iDPJoAiB4e6_4Cnz-VEfLmt3qzqV7MGLGTlE',
    q:
      'yVaoYdy7P9WnYDCTPt3ofAo5lLQGZy3pQvFAXRVoBh8UFI_qY7IZ8nBFbuWSoksw0iE22apS1skeQtW036_qoD' +
      'QGVR7qaZb4d79_TJhBkMuJNMohp-j23CVV5tGEohZ2JSdaNDGRmafV0ZVPpWXZhUV8jAl9xTzdvaT9uaQ20XM',
  },
  {
    p:
      '07zUjWibpexkVzmLYCb-ZOu5LXnTWRHQKfvKkf1wVF0FGLJ4B7gGgx0jeBI1ZHBM_L1Yc36PuzdjP6iR0dWzQ6' +
      'AQ7JIObMuf5zTIczhiN4JytNjsmUlPWz9smmaRawi60rI5NEyMV9OnJfdmo7cfZ4yeXijwsrCUhjpYKdM4W28',
    q:
      'w0il9jeTB2_g6zac1e0JmgDyH6bzFzkAte0JMzp2FC7CYOG_zgNLz6xON0yGQ-iP828bgq7ndB5pPmXaanSxvt' +
      'NUPk5_aexbufUft_vkdyBllifHY-pMEueZ5BL00wgXgye0TePPMbZy9G3Sphvb70M_xLbyIjLfrrR3JjIN_BE',
  },
  {
    p:
      '6E6ltGa3B5wt6w2Cmc-fN-ztfJBBZ3cEhRoukcRqzI2XQ_0-l7SLXBKXPmm-hnGeh5ZtulWSWnvqZZnqm9Z0kQ' +
      'DNWCRFFr6_5nyRJMEbNNHPqZaIWzzJM0WYbccDTe_X8vxM18JeAKke1hxjYI-jmV0YJbVHOy1oAjb-9YWyt-0',
    q:
      '3el4ADHdrJVtHGrJZqQXIrUGW8TGCoZzwqqzPEQQFABUgb3dXlGkt4MdYp4Y6gB-PqcnLLP28tAmAH7ldbrEnX' +
      'dhRw9QGN8OsjRjMIAohHMkNXxOowgLrj5DCaluxwawHAn0z_qe7f5yyz5MoaPOoAn4YycjzsQCvm9EJ3Bblnk',
  },
  {
    p:
      'z7bqZ50OGSQYtE6i5Qz5mtP4H5YV2bpuKPTOTgWy5Kuk4PR9pa8ci_YUyhlXSVNuO1vTj6wgWDrNu0lYg-usul' +
      'TAi5AMblFltqyZFQV5ItAk8KdNjjO1Eo8jPMJzRR0e1YfgJz7uyfgxL5Hkf9P4vc8yYMhz6FCBpOv6RtZubb0',
    q:
      'yetQ8d2Q62C2KyabQ2-ML0SKaYVRG0C68stq7E3TRMygOQsDtAZKVstjbGmUsBG6W3wMxHKRfJTf62sTt6iGjI' +
      'WnUiFGDKZ5xLtMHrOjVEJ2LYyX9jH2iBpoE1ACwY364NsY_0lBgX1KT55WThmA8anoW2HPgS9ub95m9OkVxfk',
  },
  {
    p:
      '6QFfIRHgHmoNdLfWfdiOHGUnNA3pZXQv0G43eFkr6s-va9F2qmB97DCwcjZshzTODsXWDjxYZjgqjXYuAQ4tYf' +
      '4TrxsM4RY311MRzKGdSYmn2MP2eOxDAhkRDT_x57Lj6rqCOindSM55du8JHOjDqCD6li6Qrmt-8Zx2ml1aHRc',
    q:
      'xbt-Tkm81eM1t5qOJ-yDuGEHlHR2Vyr-BdbuT4qPWXSdtQ5FCTIkZyWLUmsB3JjGTxRm4sxZ7w8Gk-bvIgbYG-' +
      'JAbcXPMhsU0skPFg31XlzkBMCLq4cyKb1gi6CY8bQ3cXvVQKPR-sIy8UJdcmZZpLTBpquh3cKjQh7AtQ_yvHE',
  },
  {
    p:
      '-Gk1af0_2ZgPjpvR13aRnuCNJP_-RHFCDViv5AZB-bobMHzPFKlGvBMjg-7z1csO1kK9kdRxkMnUxHlx6HBlWU' +
      'h5tf6esQhjikQnusrf0c5hFnoAgL6PcP0AC-X65wDD2ATnQevfxd1wwKfCKomibq31C1JlKkfPODOD7Far3MM',
    q:
      '1sDAHrbE9cTMeww_byq6_psWDX6UglqcL9uk046VHAVX6jxWHY2QAEZj02pvqGehYMhHkAeqeB8Svs_dmna3Fs' +
      'Rdi6-3FJtso419Ed3ZuD2VxYiHUjpmKqktFsyLSBGztOnhiBeMzdli3U3QG9HNF9whZWkmqOXMKuuz9o1enx8',
  },
  {
    p:
      '6WwfjI8PLrolsyr-OuhvvNgVoNWmQ1hEvorOdkuXPEiW2uL72mrcM7L5kQJPSM6O4o8Ifs0FIWKPR5BqDPiGlY' +
      'YiT2FFJay_ILuygSKLq5lp4UHkzvmQcwvbBj7Nlm4linsEZTPg0Rt5uol_lHFqup3zDcBIsqyVtDaRevF0F9k',
    q:
      'zcrl8qdLT0Id1rCbUIKOpXzBe_LJGf1mkqKDtROT9nCwWrDmLU2xZv6vc56_JR_CGNHAsAvUBHxgmeSFEjNy7D' +
      'OC6wxG_SIB61VpbUQoYrvky-DN3-RV6ExB1tzsNoizJL7WQqvjzmNJmdoLr7JJhwSd37yWX1KdZsjrfXxhzfs',
  },
  {
    p:
      '6qQmkFM0K6VNl74HbuASsyJF3NXqO5L5LFvegmhGMe2iqvkHePsG38hMmpVNoM1BbjypyZ16CDS1Bm-kYrj0Xf' +
      'V0ipUQ2_j7g-mCouPjHoeSn1Y9Bo4fhjY9VQAhAKnunGhfQ0u5BfibFD7xB0Mv9S8bATFL6xfmPMXgoujKxls',
    q:
      'v84HksSoumjXk9plh4toilkdKEqFSw2Hodb7zbQ3paQoFd8Fx7_P9wiQFLvWa7UKQJrTDLlQtrlc2DEsbt-RMX' +
      'wOKQuSPO69btl5e4zHVBcSWKGu_T4SPzu5aPSFNFKxpJM27U4dW4tN0EZbYZBbyLVj2oO63BmWdqihw6y9dU0',
  },
  {
    p:
      '5TjrZ4B8rcFbAUFEQCyY9d_-Ns5vl_QJ0O-YeSMdRA8n3feK2zA7RLh4911bB7Up_o4wSPuABGwj0_Y-dFrcUJ' +
      '-6jdNfm6O4kqmHDSda5NeNUAr6yTjX1J2bZKEKpsbAMbon030xwrKzuhpygQf3WEMXKbPHF_g50lOCE7NEkEM',
    q:
      'uHHtZJCCCwtBZpcU7Ps4mI1XWHIINh0pLkIsZKMuWmuA-JMf8KtPZyUEVFyBcJ8FZWSw1eX87FYblV4VkJcbuw' +
      'qQ-iwWQN4x6nCWGsfjbMlqJZLJ4P9rhF_X5twaQ70Oe4bzPsvJqwzx9MSV3ITb0GGb6Hr9pZo8ekW_Z1zzIxc',
  },
  {
    p:
      '6tw4KZ7so1T1gMvTtM3jqN3nQnVFVcrHU3Sl6WB8UEhcybDsTYNB6kM04MYwW60qWnWdtNeYtF5ur60qhYYOdE' +
      'mIk44R4B-f6IjSE2hRB8Jh8fvw8bIZ4BqmOPS8NkXojZX9bDopybbuQje3hKwUSW9asNtoMdbUcoTlHZGD8h8',
    q:
      '3WiB3vtZ5jLtUnysoJTblw_0KeX19IRPHi661_vWe60nENjv6iRk4WFhmIzi4Jz7A2SnoaxjeyOdeG4ntcszDf' +
      'TUyQImWJNRR1NtKYYvsPiFz_L8DI8bTjPl3XhIFvB9dMWQj84Ag2x7LSm9JjivBzW0Iy7yM6AEpdJLwB6UPUk',
  },
  {
    p:
      '-UHR20-5WxZMtI52ZnSWPDBpcLnVWnWz_vdJPufHhLjig92XO8fNB2oQ2wxA977yMvl3BkxHC6iKXQ9ve5P2LX' +
      'fuhSsHgyvYklemcBS-pgzRJG4q0Ga05hsfxb5gwju6yMQd2axS-9rUgKG4zbul48sMqlx7nSfk2RSPhuQHq9k',
    q:
      'zZipI5vAgYZbldVLtouoh9labnrGJ4_QNDoGwwZrK0SV0iZpdj7HYxzAGnISuNd2bi1d02EkeOhvkUcc5sbnIn' +
      'IEhcc22Qc-GT713-2WbVP8nFIxCGb2fLTSX7-tM7KGKEi8_9KoyUdv0mrNGeV3FnvqSjmIbIsPE0yEo0JXYX8',
  },
  {
    p:
      '5jrTqiraVFDK3Z6PC7qPoAwlrA3M60sdU7x5709falKAoRf3pMKpx_nlXsPb5vk7TXxAir855_fNcU766wiF0h' +
      'Rojr1_X1lG6srFCVHzB_i9ClP3dkWRvxvUmtj4KfQTSBWtANtVTaBPPK-nh0oiXjTQ91IO7iJhRglHdBxE-Dc',
    q:
      'yFga1H05tfvOp49YBYfpkmNV537J4PXPhCZ0uZHa0vP-7kn4W1VyJkA95m5DiWS8CtwPz0Prbg6FzWxlO2tcUD' +
      'WSzpvuj77Y_I0BFg4b2txu4OK1-0ixuepr_D_kPYtJS4fQXbowv97C35OKcaEg_LrB100eKsxA3SRPIwp8gss',
  },
  {
    p:
      '5FSqlMfBe0qQ2ZmDe0aejdm587aTriZjzeW_iTZOwxxYeyHwKtASOquCXJkIDEiGVfe4iS95kguJ_MTVB-PDcf' +
      'MqPHE6SCzJ5A7AJk4Og9lR0q8qiyPi_PjoY1kBK-hL2cMMEmBoWcJuD66XREtTg92IESaM9ZWyU6noc7UL_r0',
    q:
      '4yb3jyIe71TooyHL4kMTRAcpCROauFGhbLNGkgAk8TpjgqWQRC3siGp6LI39Mala75nfMmgD9eSgLRaXJHXygA' +
      'VPfieJE1GiLdBg9EdevmdSGf_mvo9jyKklLOzvBAB_IJfvNZI1JgOKhgsyKyExg2uyNHadBtz92lYuHyguaKs',
  },
  {
    p:
      '5Wn5MCesXVLTIu4L45M514YqUbEtJq-YTCMDBlCSVpkJ9P6DuQa-kqWvOURVpNg1TLu8AeqLaPApcHFBXsbrZ2' +
      'qqbidNE6v9LiXvfEMk4YVKswlUZMMaLvkNMWqsnf0SAXs9p5jhkdXc0RQNW31oHo-7NfaGyv99ZbOgtindEZs',
    q:
      '470320r0NydRfQnVi-_C29LtV_8H_uVYJsaAa_ebnY7CLeFNbJ5cWXcFryy20x48o5jY3UP6I4Rui-kah1v3Yu' +
      'p8ZT8tUKc_DJeWIWNtfgrMXkVWid3-KLMz5XokC7HXYLBQmdQcqr9-25oWPQxO8et4bgM2mCQdL1KQhhhfehM',
  },
  {
    p:
      '_K--tji-p3yczOV8znLBfKGgOu6rXblhw8Ct6-o6mBPs9d3QToiOdfPIL63bQ5huHe7005_06b9LzyewFtBeo8' +
      'fieqdE3GmyFzdTUexnYtkjhiA6DQDmfcPkx2fFRMIJTxUCt-MF_W9xyfXrVOorpH5yCEhe-3auJ5A2R4vYZ_M',
    q:
      'wxxD9HTRCsmP3x89xk4du-q4DXvLbWHcrAkkIsAm4ESkZUNO3Z-UiMmbi2urd96ydvblw2hCGaujpNNV5zaO-s' +
      'r7dw8MsTXF5oVMiRaEbHFnvBTuLCPsJW6Xf1wi_lITxPifSZHGNgrM4R5ZACkYzNkCqxkFqF2k6hvqcmtEgqU',
  },
]
