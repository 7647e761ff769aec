/**
 * What the OpenAPI formats of Kubernetes accept. Called by the generated validators, for numbers or texts only.
 * Every expression is linear in the length of the text.
 */
const quantity = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/;
const dateTime = /^\d{4}-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$/;
const base64 = /^[A-Za-z0-9+/]*={0,2}$/;

export const formats = {
  int32: { validate: (value: number) => value >= -2_147_483_648 && value <= 2_147_483_647 },
  /** A larger integer is not the one that was written: JSON numbers are doubles. */
  int64: { validate: (value: number) => Number.isSafeInteger(value) },
  double: { validate: (value: number) => Number.isFinite(value) },
  quantity: { validate: (value: string) => quantity.test(value) },
  /** Standard base64; line breaks are skipped. */
  byte: { validate: isBase64 },
  /** RFC 3339. */
  'date-time': { validate: isDateTime },
};

function isBase64(value: string): boolean {
  const digits = value.replaceAll(/[\r\n]/g, '');
  return digits.length % 4 === 0 && base64.test(digits);
}

function isDateTime(value: string): boolean {
  const match = dateTime.exec(value);
  if (match === null) return false;
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  const inYear = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(Number(value.slice(0, 4)), month);
  return inYear && hour <= 23 && minute <= 59 && second <= 59;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
