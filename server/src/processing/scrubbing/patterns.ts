import { isIpAddress } from "../normalize/ip.ts";

/** Where a rule finds what it takes out of a text: from, to. */
export type Span = readonly [from: number, to: number];

/** Finds in one kind of text, without looking closely where a cheap look says that there is nothing. */
export type Finder = (text: string) => readonly Span[];

const none: readonly Span[] = [];

function all(regex: RegExp, accept?: (found: string, text: string, at: number) => boolean): Finder {
  return (text) => {
    let found: Span[] | undefined;
    regex.lastIndex = 0;
    for (let match = regex.exec(text); match !== null; match = regex.exec(text)) {
      const [whole] = match;
      if (whole === "") regex.lastIndex++;
      else if (accept?.(whole, text, match.index) !== false) (found ??= []).push([match.index, match.index + whole.length]);
    }
    return found ?? none;
  };
}

/** Takes out the groups of a match, not the whole of it. */
function groups(regex: RegExp, wanted: readonly number[] = [1]): Finder {
  return (text) => {
    let found: Span[] | undefined;
    regex.lastIndex = 0;
    for (let match = regex.exec(text); match !== null; match = regex.exec(text)) {
      if (match[0] === "") regex.lastIndex++;
      for (const group of wanted) {
        const span = match.indices?.[group];
        if (span !== undefined && span[1] > span[0]) (found ??= []).push([span[0], span[1]]);
      }
    }
    return found ?? none;
  };
}

function when(sign: (text: string) => boolean, finder: Finder): Finder {
  return (text) => (sign(text) ? finder(text) : none);
}

const digits = /\d{3}/;
const octet = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

/** The kinds of text that rules know by name (`protocol.md` §14). Every repetition has an end: hostile text costs no more than long text. */
export const finders = {
  creditcard: when(
    (text) => text.length >= 15 && digits.test(text),
    all(/\b(?:3[47]\d\d[- ]?\d{6}[- ]?\d{5}|(?:4\d{3}|5[1-5]\d\d|65\d\d|6011)(?:[- ]?\d{4}){3})\b/g),
  ),
  usssn: when((text) => text.includes("-"), all(/\b\d{3}-\d{2}-\d{4}\b/g)),
  iban: when((text) => text.length >= 15, all(/\b[A-Z]{2}\d\d(?: ?[A-Z\d]){11,30}\b/g, isIban)),
  email: when((text) => text.includes("@"), all(/\b[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z\d](?:[a-z\d-]{0,62}\.){1,8}[a-z\d-]{2,63}\b/gi)),
  ip: when((text) => /[.:]/.test(text), both(all(new RegExp(`\\b(?:${octet}\\.){3}${octet}\\b`, "g")), ipv6)),
  mac: all(/\b(?:[\da-f]{2}[:-]){5}[\da-f]{2}\b/gi),
  uuid: all(/\b[\da-f]{8}-?[\da-f]{4}-?[\da-f]{4}-?[\da-f]{4}-?[\da-f]{12}\b/gi),
  imei: all(/\b\d{2}-?\d{6}-?\d{6}-?\d{1,2}\b/g),
  pemkey: when((text) => text.includes("-----BEGIN"), groups(/-----BEGIN[A-Z ]{1,40}KEY-----([\s\S]{1,20000}?)-----END[A-Z ]{1,40}KEY-----/dg)),
  urlauth: when((text) => text.includes("@") && text.includes("//"), groups(/\/\/([^/\s?#@:"']{0,256}:[^/\s?#@"']{1,256})@/dg)),
  userpath: groups(/(?:\b[a-z]:[\\/]{1,2}(?:users|documents and settings)[\\/]{1,2}|\/(?:users|home)\/)([^\\/\r\n"'<>:|?*]{1,256})/dgi),
  bearer: when((text) => /bearer /i.test(text), groups(/\bbearer\s{1,4}([\w.~+/=-]{4,4096})/dgi)),
} as const satisfies Record<string, Finder>;

export const finderOf = (pattern: RegExp, wanted: readonly number[] | undefined): Finder => (wanted === undefined ? all(pattern) : groups(pattern, wanted));

function both(first: Finder, second: Finder): Finder {
  return (text) => {
    const [a, b] = [first(text), second(text)];
    if (b.length === 0) return a;
    // `::ffff:192.0.2.1` is one address and not two.
    return [...b, ...a.filter(([from]) => !b.some((other) => from >= other[0] && from < other[1]))].toSorted((x, y) => x[0] - y[0]);
  };
}

function ipv6(text: string): readonly Span[] {
  return text.includes(":") ? ipv6Candidates(text) : none;
}

const ipv6Candidates = all(/(?<![\w:.])[\da-f:][\da-f:.]{1,45}(?![\w:])/gi, (found) => found.includes(":") && isIpAddress(found.replace(/\.$/, "")));

/** Lengths by country. */
const ibanLengths = new Map<string, number>(
  (
    "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 " +
    "GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 " +
    "NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20"
  )
    .split(" ")
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** With its check digits: upper-case ids of programs look alike. */
function isIban(found: string): boolean {
  const text = found.replaceAll(" ", "");
  if (ibanLengths.get(text.slice(0, 2)) !== text.length) return false;
  let remainder = 0;
  for (const char of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(char, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

/** Names of members that hold secrets, and words in values by which they are taken for one. */
export const secretWord = /password|secret|passwd|api_key|apikey|auth|credentials|mysql_pwd|privatekey|private_key|token|otp|two[-_]factor/i;

export const sensitiveCookies: ReadonlySet<string> = new Set(
  (
    "sentrysid sudo su session __session sessionid user_session symfony phpsessid fasthttpsessionid mysession irissessionid _vercel_jwt csrf xsrf " +
    "_xsrf _csrf csrf-token csrf_token xsrf-token xsrf_token fastcsrf _iris_csrf"
  ).split(" "),
);
