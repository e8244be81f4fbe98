import { type Platform, steps } from "./snippet.ts";

export const scriptingPlatforms: readonly Platform[] = [
  {
    slug: "php",
    name: "PHP",
    steps: (dsn) =>
      steps(
        "composer require sentry/sentry",
        { file: "index.php", code: `<?php\n\nrequire __DIR__ . '/vendor/autoload.php';\n\n\\Sentry\\init([\n    'dsn' => '${dsn}',\n]);` },
        { code: `throw new RuntimeException('First light');` },
      ),
  },
  {
    slug: "php-laravel",
    name: "Laravel",
    words: "php",
    steps: (dsn) =>
      steps(
        "composer require sentry/sentry-laravel",
        {
          file: "bootstrap/app.php, and SENTRY_LARAVEL_DSN in .env",
          code: `# .env\nSENTRY_LARAVEL_DSN=${dsn}\n\n// bootstrap/app.php\nuse Sentry\\Laravel\\Integration;\n\n->withExceptions(function (Exceptions $exceptions) {\n    Integration::handles($exceptions);\n})`,
        },
        { code: "php artisan sentry:test" },
      ),
  },
  {
    slug: "php-symfony",
    name: "Symfony",
    words: "php",
    steps: (dsn) =>
      steps(
        "composer require sentry/sentry-symfony",
        { file: ".env", code: `SENTRY_DSN="${dsn}"` },
        {
          file: "any controller, then open /first-light",
          code: `#[Route('/first-light')]\npublic function firstLight(): Response\n{\n    throw new \\RuntimeException('First light');\n}`,
        },
      ),
  },
  {
    slug: "ruby",
    name: "Ruby",
    words: "rack sinatra sidekiq",
    steps: (dsn) =>
      steps(
        "bundle add sentry-ruby",
        { file: "main.rb", code: `require "sentry-ruby"\n\nSentry.init do |config|\n  config.dsn = "${dsn}"\nend` },
        { code: `begin\n  1 / 0\nrescue ZeroDivisionError => exception\n  Sentry.capture_exception(exception)\nend` },
      ),
  },
  {
    slug: "ruby-rails",
    name: "Rails",
    words: "ruby",
    steps: (dsn) =>
      steps(
        "bundle add sentry-ruby sentry-rails",
        {
          file: "config/initializers/sentry.rb",
          code: `Sentry.init do |config|\n  config.dsn = "${dsn}"\n  config.breadcrumbs_logger = [:active_support_logger, :http_logger]\nend`,
        },
        { file: "any controller", code: `def first_light\n  raise "First light"\nend` },
      ),
  },
  {
    slug: "dotnet",
    name: ".NET",
    words: "c# csharp console maui wpf",
    steps: (dsn) =>
      steps(
        "dotnet add package Sentry",
        { file: "Program.cs", code: `SentrySdk.Init(options =>\n{\n    options.Dsn = "${dsn}";\n    options.AutoSessionTracking = true;\n});` },
        { file: "Program.cs", code: `throw new InvalidOperationException("First light");` },
      ),
  },
  {
    slug: "dotnet-aspnetcore",
    name: "ASP.NET Core",
    words: "c# csharp dotnet",
    steps: (dsn) =>
      steps(
        "dotnet add package Sentry.AspNetCore",
        {
          file: "Program.cs",
          code: `var builder = WebApplication.CreateBuilder(args);\n\nbuilder.WebHost.UseSentry(options =>\n{\n    options.Dsn = "${dsn}";\n});\n\nvar app = builder.Build();`,
        },
        { file: "Program.cs, then open /first-light", code: `app.MapGet("/first-light", string () => throw new InvalidOperationException("First light"));` },
      ),
  },
  {
    slug: "elixir",
    name: "Elixir",
    words: "erlang beam",
    steps: (dsn) =>
      steps(
        `# mix.exs\n{:sentry, "~> 11.0"},\n{:hackney, "~> 1.8"}`,
        {
          file: "config/config.exs",
          code: `config :sentry,\n  dsn: "${dsn}",\n  environment_name: Mix.env(),\n  enable_source_code_context: true,\n  root_source_code_paths: [File.cwd!()]`,
        },
        { file: "iex -S mix", code: `Sentry.capture_message("First light", result: :sync)` },
      ),
  },
  {
    slug: "elixir-phoenix",
    name: "Phoenix",
    words: "elixir plug",
    steps: (dsn) => [
      { title: "Install", file: "mix.exs", code: `{:sentry, "~> 11.0"},\n{:hackney, "~> 1.8"}` },
      {
        title: "Set up",
        file: "config/config.exs",
        code: `config :sentry,\n  dsn: "${dsn}",\n  environment_name: Mix.env(),\n  enable_source_code_context: true,\n  root_source_code_paths: [File.cwd!()]`,
      },
      {
        title: "Watch requests",
        file: "lib/my_app_web/endpoint.ex",
        code: `defmodule MyAppWeb.Endpoint do\n  use Sentry.PlugCapture\n  use Phoenix.Endpoint, otp_app: :my_app\n  # ...\n  plug Plug.Parsers, # ...\n  plug Sentry.PlugContext\nend`,
      },
      { title: "Throw one error", file: "any controller", code: `def first_light(_conn, _params) do\n  raise "First light"\nend` },
    ],
  },
];
