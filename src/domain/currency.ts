/** ISO 4217 where it differs from two digits. CLDR rounds some of these away for display; a ledger must not. */
const minorDigits: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" ").map((code) => [code, 0]),
  ),
  ...Object.fromEntries("BHD IQD JOD KWD LYD OMR TND".split(" ").map((code) => [code, 3])),
  CLF: 4,
  UYW: 4,
};

/** How many digits of a currency's minor units stand behind the decimal mark. */
export const minorDigitsOf = (currency: string): number => minorDigits[currency] ?? 2;
