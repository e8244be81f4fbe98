import { describe, expect, test } from "vitest";
import type { JsonObject } from "../json/json.ts";
import { normalized } from "../normalize/normalize-kit.ts";
import { trimFunction } from "./functions/trim-function.ts";
import { groupEvent } from "./grouping.ts";
import { hashValues } from "./hash.ts";

describe("function names", () => {
  test.for<[string, string, string]>([
    ["native", "foo::bar(int, char *)", "foo::bar"],
    ["native", "unsigned int whatever(int)", "whatever"],
    ["native", "void foo::bar(int) const &", "foo::bar"],
    ["native", "(anonymous namespace)::foo(int)", "(anonymous namespace)::foo"],
    ["native", "`anonymous namespace'::foo(int)", "`anonymous namespace'::foo"],
    ["native", "?A0xc3a0617d::foo", "`anonymous namespace'::foo"],
    ["native", "std::vector<int, std::allocator<int>>::at(unsigned long)", "std::vector<T>::at"],
    ["native", "std::ostream & std::operator<< <char>(std::ostream &)", "std::operator<< <T>"],
    ["native", "ShellCorona::screenInvariants() const [clone .cold]", "ShellCorona::screenInvariants"],
    ["native", "<lambda_7156c3ceaa11256748687ab67e3ef4cd>::operator()", "<lambda>::operator()"],
    ["native", "glob64@GLIBC_2.2", "glob64"],
    ["native", " shop::total const ", "shop::total"],
    ["native", "static Shop.total() throws -> Shop.Sum?", "Shop.total"],
    ["native", "a::b::operator()(int)", "a::b::operator()"],
    ["native", "a::operator->(void)", "a::operator->"],
    ["native", "main::$_0::operator()(int) const", "main::lambda::operator()"],
    ["native", "main::{lambda(int)#1}::operator()(int) const", "main::lambda::operator()"],
    ["native", "lambda_7156c3ceaa11256748687ab67e3ef4cd::operator()(int)", "lambda::operator()"],
    ["native", "foo(int) [clone .cold.1]", "foo"],
    ["native", "<Foo as Bar>::baz", "Foo::baz"],
    ["native", "<T as core::convert::Into<U>>::into", "core::convert::Into<T>::into"],
    ["native", "<<Foo as Bar>::Baz as Qux>::f", "Foo::Baz::f"],
    ["native", "core::ops::function::FnOnce::call_once::h0123456789abcdef", "core::ops::function::FnOnce::call_once"],
    ["native", "memcpy@@GLIBC_2.14", "memcpy"],
    ["native", "_CrtSetReport@12", "_CrtSetReport"],
    ["native", "<redacted>", "<redacted>"],
    ["native", "<unknown>", "<unknown>"],
    ["cocoa", "-[Cart total:(int)]", "-[Cart total:(int)]"],
    ["cocoa", "Shop.Cart.total(of: Swift.Int) -> Swift.Int", "Shop.Cart.total"],
    ["swift", "@objc Shop.Cart.tap(Any) -> ()", "Shop.Cart.tap"],
    ["cocoa", "@callee_guaranteed () -> ()", "closure"],
    ["cocoa", "thunk for @escaping @callee_guaranteed () -> ()", "thunk for closure"],
    ["csharp", "Shop.Cart.Total (System.String[] args)", "Shop.Cart.Total"],
    ["csharp", "Shop.Cart.Total(System.String[] args)", "Shop.Cart.Total(System.String[] args)"],
    ["python", "a.<locals>.<lambda>", "a.<locals>.<lambda>"],
    ["go", "main.(*Cart).Total", "main.(*Cart).Total"],
    ["javascript", "Object.foo (bar)", "Object.foo (bar)"],
  ])("%s: %s → %s", ([platform, name, trimmed]) => {
    expect(trimFunction(name, platform)).toBe(trimmed);
  });

  test.for(["foo(", "a<b", "<", ">", ")", "[", "->", " -> ", "operator", "const", "&", "@1", "(())<<>>", "a b c("])(
    "%j in disorder is still a name",
    (name) => {
      expect(trimFunction(name, "native")).not.toBe("");
    },
  );
});

describe("what of a frame counts", () => {
  const of = (frame: JsonObject, platform: string): readonly string[] =>
    groupEvent(normalized({ platform, exception: [{ type: "E", value: "v", stacktrace: { frames: [{ in_app: true, ...frame }] } }] })).hashes;

  const cglib = "com.acme.Cart$$EnhancerBySpringCGLIB$$1ebdddb0$$EnhancerBySpringCGLIB$$8219cd38$$FastClassBySpringCGLIB$$6c0b35d1";
  const cleaned = "com.acme.Cart$$EnhancerBySpringCGLIB$$<auto>$$EnhancerBySpringCGLIB$$<auto>$$FastClassBySpringCGLIB$$<auto>";

  test.for<[string, JsonObject, string, readonly string[]]>([
    ["the module displaces the file name", { module: "m", filename: "a/M.py", function: "f" }, "python", ["m", "f"]],
    ["the last part of the file name in lower case", { filename: "a/b\\Views.PY", function: "f" }, "python", ["views.py", "f"]],
    ["no anonymous file", { filename: "<anonymous>", abs_path: "/x", function: "f" }, "php", ["f"]],
    ["no native file", { filename: "[native code]", abs_path: "/x", function: "f" }, "python", ["f"]],
    ["no file at a URL", { filename: "a.js", abs_path: "https://x.io/a.js", function: "f" }, "javascript", ["f"]],
    ["no file in a blob", { filename: "a.js", abs_path: "blob:https://x.io/1", function: "f" }, "javascript", ["f"]],
    ["but a local file", { filename: "a.js", abs_path: "file:///a.js", function: "f" }, "javascript", ["a.js", "f"]],
    ["without the query", { filename: "/a.js?v=3", abs_path: "app:///a.js?v=3", function: "f" }, "javascript", ["a.js", "f"]],
    ["no module that is a path of the URL", { module: "js/a", filename: "a.js", abs_path: "https://x.io/js/a", function: "f" }, "javascript", ["f"]],
    ["but for Node", { module: "js/a", filename: "a.js", abs_path: "/x/js/a", function: "f" }, "node", ["js/a", "f"]],
    ["Java: generated classes", { module: cglib, function: "f" }, "java", [cleaned, "f"]],
    ["Java: lambdas have no module", { module: "com.acme.Cart$$Lambda$5/1", filename: "Cart.java", function: "f" }, "java", ["cart.java", "f"]],
    ["Java: lambdas have no name", { module: "com.acme.Cart", function: "lambda$total$0" }, "java", ["com.acme.Cart"]],
    [
      "Java: method accessors",
      { module: "jdk.internal.reflect.GeneratedMethodAccessor42", function: "f" },
      "java",
      ["jdk.internal.reflect.GeneratedMethodAccessor", "f"],
    ],
    [
      "Java: constructor accessors",
      { module: "sun.reflect.GeneratedConstructorAccessor7", function: "f" },
      "java",
      ["sun.reflect.GeneratedConstructorAccessor<auto>", "f"],
    ],
    ["Java: Javassist", { module: "com.acme.Cart_$$_javassist_seam_3", function: "f" }, "java", ["com.acme.Cart_$$_javassist<auto>", "f"]],
    ["Java: Javassist's files", { filename: "Cart_$$_javassist_3.java", function: "f" }, "java", ["cart_$$_javassist<auto>.java", "f"]],
    ["Java: Clojure", { module: "shop.core$fn__1234", function: "f" }, "java", ["shop.core$fn__<auto>", "f"]],
    ["Java: Hibernate", { module: "com.acme.Cart$HibernateProxy$oTx2Bq", function: "f" }, "java", ["com.acme.Cart$HibernateProxy$<auto>", "f"]],
    ["PHP: anonymous functions", { filename: "a.php", function: "[Anonymous function]" }, "php", ["a.php"]],
    ["PHP: anonymous classes", { filename: "a.php", function: "class@anonymous\0/a.php::f" }, "php", ["a.php"]],
    ["PHP: their methods", { filename: "a.php", function: "class@anonymous/a.php::total" }, "php", ["a.php", "total"]],
    ["Ruby: blocks", { filename: "a.rb", function: "block (2 levels) in total" }, "ruby", ["a.rb", "block"]],
    ["Ruby: templates", { filename: "a.erb", function: "_app_views_a_html_erb__2123456789_1234" }, "ruby", ["a.erb", "_app_views_a_html_erb"]],
    ["JavaScript: the last part of the function", { module: "m", function: "Object.foo" }, "node", ["m", "foo"]],
    ["JavaScript: no unknown functions", { module: "m", function: "<anonymous>" }, "node", ["m"]],
    ["JavaScript: none of Firefox's", { module: "m", function: "foo/<" }, "node", ["m"]],
    [
      "JavaScript: the source line instead of a mapped name",
      { module: "m", function: "t", context_line: "total()", data: { sourcemap: "a.map" } },
      "javascript",
      ["m", "total()"],
    ],
    [
      "JavaScript: no source line of a URL without function",
      { abs_path: "https://x.io/a.js", filename: "a.js", module: "m", context_line: "x()" },
      "javascript",
      ["m"],
    ],
    ["native: no unknown functions", { filename: "a.c", function: "<redacted>" }, "native", ["a.c"]],
    ["native: trimmed", { filename: "a.c", function: "int foo(int)" }, "native", ["a.c", "foo"]],
    ["C#: as it was sent", { module: "Shop.Cart", function: "Total (int)" }, "csharp", ["Shop.Cart", "Total (int)"]],
    ["Python: lambdas and modules", { module: "m", function: "<lambda>" }, "python", ["m", "<lambda>"]],
    [
      "Python: how multiprocessing starts",
      {
        module: "__main__",
        filename: "<string>",
        function: "<module>",
        context_line: "from multiprocessing.spawn import spawn_main; spawn_main(tracker_fd=7, pipe_handle=15) --multiprocessing-fork",
      },
      "python",
      ["__main__", "<module>", "from multiprocessing.spawn import spawn_main; spawn_main(tracker_fd=<int>, pipe_handle=<int>) --multiprocessing-fork"],
    ],
    ["Go: as it is", { module: "main", function: "main.func1" }, "go", ["main", "main.func1"]],
    ["source lines with spaces collapsed", { filename: "a", function: "f", context_line: "  a   =\tb " }, "python", ["a", "f", "a = b"]],
    ["no source lines of Go", { filename: "a", function: "f", context_line: "x" }, "go", ["a", "f"]],
    ["source lines of 120 characters", { filename: "a", function: "f", context_line: "x".repeat(120) }, "python", ["a", "f", "x".repeat(120)]],
    ["no longer ones", { filename: "a", function: "f", context_line: "x".repeat(121) }, "python", ["a", "f"]],
    ["characters, not halves of them", { filename: "a", function: "f", context_line: "😀".repeat(120) }, "python", ["a", "f", "😀".repeat(120)]],
    ["a frame's own platform", { filename: "a.c", function: "int foo(int)", platform: "native" }, "python", ["a.c", "foo"]],
    ["numbers nowhere", { filename: "a", function: "f", lineno: 7, colno: 3, instruction_addr: "0x1", package: "/lib/p" }, "python", ["a", "f"]],
  ])("%s", ([, frame, platform, values]) => {
    expect(of(frame, platform)).toEqual([hashValues(["E", ...values])]);
  });

  test.for<[string, JsonObject]>([
    ["eval", { function: "eval", module: "m" }],
    ["Object.eval", { function: "Object.eval", module: "m" }],
    ["native code", { function: "forEach", filename: "x.js", abs_path: "[native code]" }],
    ["an anonymous path", { function: "f", filename: "x.js", abs_path: "<anonymous>" }],
    ["an address alone", { instruction_addr: "0x1", package: "/lib/p" }],
    ["a lone frame without function and URL", { filename: "a.js" }],
  ])("nothing: %s", ([, frame]) => {
    expect(of(frame, "node")).toEqual([hashValues(["E", "v"])]);
  });

  test("recursion counts once, alternating recursion as often as it is", () => {
    const hashes = (frames: readonly JsonObject[]) => groupEvent(normalized({ platform: "python", exception: [{ type: "E", stacktrace: { frames } }] })).hashes;
    const a = { function: "a", module: "m", in_app: true, lineno: 1 };
    const b = { function: "b", module: "m", in_app: true, lineno: 2 };
    expect(hashes([a, a, a])).toEqual(hashes([a]));
    expect(hashes([a, { ...a, lineno: 2 }])).not.toEqual(hashes([a]));
    expect(hashes([a, b, a, b])).not.toEqual(hashes([a, b]));
    expect(hashes([a, b, a, b])).toEqual([hashValues(["E", "m", "a", "m", "b", "m", "a", "m", "b"])]);
  });
});
