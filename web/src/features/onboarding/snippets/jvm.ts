import { type Platform, steps } from "./snippet.ts";

export const jvmPlatforms: readonly Platform[] = [
  {
    slug: "java",
    name: "Java",
    words: "jvm maven gradle",
    steps: (dsn) =>
      steps(
        'plugins {\n  id("io.sentry.jvm.gradle") version "5.12.0"\n}\n// adds io.sentry:sentry',
        {
          file: "Main.java",
          code: `import io.sentry.Sentry;\n\npublic class Main {\n  public static void main(String[] args) {\n    Sentry.init(options -> options.setDsn("${dsn}"));\n    firstLight();\n  }\n}`,
        },
        { file: "Main.java", code: `static void firstLight() {\n  throw new RuntimeException("First light");\n}` },
      ),
  },
  {
    slug: "java-spring-boot",
    name: "Spring Boot",
    words: "java jvm kotlin",
    steps: (dsn) =>
      steps(
        'implementation("io.sentry:sentry-spring-boot-starter-jakarta:8.25.0")',
        { file: "src/main/resources/application.properties", code: `sentry.dsn=${dsn}` },
        {
          file: "any controller, then open /first-light",
          code: `@GetMapping("/first-light")\nString firstLight() {\n  throw new RuntimeException("First light");\n}`,
        },
      ),
  },
  {
    slug: "kotlin",
    name: "Kotlin",
    words: "jvm",
    steps: (dsn) =>
      steps(
        'implementation("io.sentry:sentry:8.25.0")',
        { file: "Main.kt", code: `import io.sentry.Sentry\n\nfun main() {\n  Sentry.init { it.dsn = "${dsn}" }\n  firstLight()\n}` },
        { file: "Main.kt", code: `fun firstLight(): Nothing = throw RuntimeException("First light")` },
      ),
  },
  {
    slug: "android",
    name: "Android",
    words: "kotlin java mobile",
    steps: (dsn) =>
      steps(
        'plugins {\n  id("io.sentry.android.gradle") version "5.12.0"\n}',
        { file: "src/main/AndroidManifest.xml, within <application>", code: `<meta-data android:name="io.sentry.dsn" android:value="${dsn}" />` },
        { file: "MainActivity.kt, in onCreate", code: `throw RuntimeException("First light")` },
      ),
  },
];

export const applePlatforms: readonly Platform[] = [
  {
    slug: "apple-ios",
    name: "iOS, macOS (Swift)",
    words: "apple swift cocoa mobile xcode",
    steps: (dsn) =>
      steps(
        "# Xcode: File > Add Package Dependencies\nhttps://github.com/getsentry/sentry-cocoa.git",
        {
          file: "App.swift",
          code: `import Sentry\nimport SwiftUI\n\n@main\nstruct MyApp: App {\n  init() {\n    SentrySDK.start { options in\n      options.dsn = "${dsn}"\n    }\n  }\n\n  var body: some Scene {\n    WindowGroup { ContentView() }\n  }\n}`,
        },
        { file: "ContentView.swift", code: `Button("Break the world") {\n  SentrySDK.capture(error: NSError(domain: "First light", code: 1))\n}` },
      ),
  },
  {
    slug: "flutter",
    name: "Flutter",
    words: "dart mobile",
    steps: (dsn) =>
      steps(
        "flutter pub add sentry_flutter",
        {
          file: "lib/main.dart",
          code: `import 'package:flutter/widgets.dart';\nimport 'package:sentry_flutter/sentry_flutter.dart';\n\nFuture<void> main() async {\n  await SentryFlutter.init(\n    (options) => options.dsn = '${dsn}',\n    appRunner: () => runApp(const MyApp()),\n  );\n}`,
        },
        { file: "any widget", code: `ElevatedButton(\n  onPressed: () => throw StateError('First light'),\n  child: const Text('Break the world'),\n)` },
      ),
  },
  {
    slug: "unity",
    name: "Unity",
    words: "game c#",
    steps: (dsn) =>
      steps(
        "# Package Manager > + > Add package from git URL\nhttps://github.com/getsentry/unity.git",
        { file: "Tools > Sentry > Core, the DSN field", code: dsn },
        { file: "any MonoBehaviour", code: `void Start()\n{\n    throw new System.Exception("First light");\n}` },
      ),
  },
];
