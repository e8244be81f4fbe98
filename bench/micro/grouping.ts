import { decodeJsonText } from "../../server/src/processing/json/decode.ts";
import { isObject, type JsonObject } from "../../server/src/processing/json/json.ts";
import { normalizeEvent } from "../../server/src/processing/normalize/normalize-event.ts";
import type { NormalizedEvent } from "../../server/src/processing/normalize/event.ts";
import { groupEvent } from "../../server/src/processing/grouping/grouping.ts";
import { parameterize } from "../../server/src/processing/grouping/text/parameterize.ts";

/**
 * CPU that grouping takes per event, by platform, beside what parsing the same JSON costs. Events of one program share
 * most of their frames ("known"); the worst case is one where no frame was ever seen before ("new").
 *
 *     node --conditions=@vedette/source bench/micro/grouping.ts
 */
const receivedAt = Date.now();
const context = { eventId: "a".repeat(32), receivedAt, sentAt: null, clientIp: null, authClient: null, replayId: null };

type FrameMaker = (i: number, salt: string) => JsonObject;

const makers: Readonly<Record<string, FrameMaker>> = {
  node: (i, salt) =>
    i % 3 === 0
      ? {
          function: `Shop.order${i}${salt}`,
          module: `orders${i}${salt}`,
          filename: `/app/src/orders${i}.js`,
          in_app: true,
          context_line: `  return this.total(${i});`,
        }
      : { function: `next${i}${salt}`, filename: `/app/node_modules/express/lib/router/index${i}${salt}.js`, context_line: "    fn(req, res, next);" },
  javascript: (i, salt) => ({ function: `a${i}${salt}`, filename: `https://shop.example/assets/app-${i}${salt}.js`, in_app: true, lineno: 1, colno: i }),
  python: (i, salt) =>
    i % 2 === 0
      ? {
          function: `view_${i}${salt}`,
          module: `shop.views${i}`,
          abs_path: `/srv/shop/views${i}${salt}.py`,
          in_app: true,
          context_line: `    total = cart.sum(${i})`,
        }
      : { function: "inner", module: `django.core.handlers${i}${salt}`, abs_path: `/srv/venv/lib/python3/site-packages/django/core/handlers${i}.py` },
  java: (i, salt) => ({
    function: `invoke${i}`,
    module: i % 2 === 0 ? `com.acme.shop.Cart${i}${salt}$$EnhancerBySpringCGLIB$$1ebdddb${i % 9}` : `org.springframework.web.Filter${i}${salt}`,
    filename: `F${i}.java`,
  }),
  php: (i, salt) => ({
    function: `App\\Http\\Kernel${i}${salt}::handle`,
    filename: i % 2 === 0 ? `/var/www/app/K${i}.php` : `/var/www/vendor/laravel/K${i}${salt}.php`,
    context_line: "        $next($request);",
  }),
  cocoa: (i, salt) => ({
    function: i % 2 === 0 ? `Shop.Cart${i}${salt}.total(of: Swift.Int) -> Swift.Int` : `-[UIView${salt} layout${i}]`,
    package: i % 2 === 0 ? "/var/containers/Bundle/Application/X/Shop.app/Shop" : "UIKitCore",
  }),
  native: (i, salt) => ({
    function: `std::vector<shop::Cart${i}${salt}, std::allocator<int>>::at${i}(unsigned long) const`,
    package: i % 2 === 0 ? "/srv/shop/bin/shop" : "/usr/lib/libstdc++.so.6",
    instruction_addr: `0x${(4096 + i).toString(16)}`,
  }),
};

function event(platform: string, make: FrameMaker, frames: number, salt: string): JsonObject {
  return {
    platform,
    release: "shop@1.2.0",
    exception: {
      values: [
        {
          type: "CartError",
          value: `order ${salt} of ada@example.com failed`,
          stacktrace: { frames: Array.from({ length: frames }, (_, i) => make(i, salt)) },
        },
      ],
    },
  };
}

/** The event of `npm run bench`'s load. */
const loadEvent = (salt: string): JsonObject => ({
  platform: "node",
  exception: {
    values: [
      {
        type: "HotError",
        value: `x${salt} is undefined`,
        stacktrace: {
          frames: Array.from({ length: 12 }, (_, i) => ({
            filename: `src/mod${i}/file${i}.ts`,
            function: `fn${i}`,
            lineno: i * 3,
            in_app: i % 3 === 0,
            context_line: `  return compute(${i}, other.value[${i}]);`,
          })),
        },
      },
    ],
  },
});

type Work = (round: number) => unknown;

/**
 * Microseconds of CPU per call of each, garbage collection and compiler included. They take turns in short slices and the
 * better half counts: a busy machine takes its share from all alike, so what they are to each other holds there, too.
 */
function measure(works: readonly Work[], seconds = 0.7): readonly number[] {
  const meters = works.map((work) => ({ work, rounds: 0, slices: Array<number>() }));
  for (const meter of meters) for (const end = performance.now() + 400; performance.now() < end;) meter.work(meter.rounds++);
  for (let turn = 0; turn < 12; turn++) {
    for (const meter of meters) {
      const first = meter.rounds;
      const before = process.cpuUsage();
      for (const end = performance.now() + (seconds * 1000) / 12; performance.now() < end;) meter.work(meter.rounds++);
      const { user, system } = process.cpuUsage(before);
      meter.slices.push((user + system) / (meter.rounds - first));
    }
  }
  return meters.map(({ slices }) => {
    const better = slices.toSorted((a, b) => a - b).slice(0, 6);
    return better.reduce((sum, slice) => sum + slice, 0) / better.length;
  });
}

function normalized(payload: JsonObject): { readonly json: string; readonly event: NormalizedEvent } {
  const json = JSON.stringify(payload);
  const decoded = decodeJsonText(json);
  return { json, event: normalizeEvent("value" in decoded && isObject(decoded.value) ? decoded.value : {}, context) };
}

function report(name: string, make: (salt: string) => JsonObject): void {
  const known = Array.from({ length: 16 }, (_, i) => normalized(make(`v${i % 4}`)));
  const fresh = Array.from({ length: 400 }, (_, i) => normalized(make(`n${i}`)));
  const [parse = 0, warm = 0, cold = 0] = measure([
    (round) => JSON.parse(known[round % known.length]?.json ?? ""),
    (round) => groupEvent(known[round % known.length]?.event ?? fail()),
    (round) => groupEvent(fresh[round % fresh.length]?.event ?? fail()),
  ]);
  const of = (micros: number): string => `${micros.toFixed(0).padStart(4)} µs (${(micros / parse).toFixed(1)}x JSON.parse)`;
  console.log(`${name.padEnd(22)} ${known[0]?.json.length} bytes  known ${of(warm)}  new ${of(cold)}, ${(cold / warm).toFixed(1)}x known`);
}

function fail(): never {
  throw new Error("no event");
}

// The compiler's work on shared code would else count for the first platform.
for (const [platform, make] of Object.entries(makers)) measure([(round) => groupEvent(normalized(event(platform, make, 50, `w${round % 8}`)).event)], 0.1);

console.log("µs of CPU per event");
report("load, 12 frames", loadEvent);
for (const [platform, make] of Object.entries(makers)) report(`${platform}, 50 frames`, (salt) => event(platform, make, 50, salt));

console.log("\nµs of CPU for 8 KB of text made to be hard");
for (const part of ["a@", "1 ", "a.", "a-", "f", "1:1:1 ", "2006-01-0", "::", "00-", "Mon ", "1:1:1:1:1:1:1:1z ", "a.a-", "1-", "12 Jan ", "1234567890"]) {
  const text = part.repeat(8192 / part.length);
  const [micros = 0] = measure([() => parameterize(text)], 0.3);
  console.log(`${JSON.stringify(part).padEnd(20)} ${micros.toFixed(0)}`);
}
