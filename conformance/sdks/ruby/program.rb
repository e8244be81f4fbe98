# ruby program.rb SCENARIO: a small shop with sentry-ruby as its manual says. Prints {"id", "what"} for each event it sends.
require "json"
require "logger"
require "sentry-ruby"

Sentry.init do |config|
  config.dsn = ENV.fetch("DSN")
  config.release = "shop@1.4.0"
  config.environment = "proof"
  config.server_name = "till-1"
  config.send_default_pii = true
  config.capture_exception_frame_locals = true
  config.project_root = __dir__
  config.app_dirs_pattern = /program/
  config.background_worker_threads = 0
  config.logger = Logger.new(File::NULL)
  config.before_send = lambda do |event, _hint|
    hash = event.to_hash
    values = hash.dig(:exception, :values) || [{}]
    puts JSON.generate(id: hash[:event_id], what: hash[:message] || values.last[:value])
    event
  end
end

class CheckoutError < StandardError; end

def price_of(line)
  quantity = line[:quantity]
  raise ArgumentError, "quantity #{quantity} out of range" if quantity.negative?

  quantity * line[:price]
end

def checkout(lines)
  lines.sum { |line| price_of(line) }
rescue ArgumentError
  raise CheckoutError, "checkout failed"
end

BAD_ORDER = [{ quantity: -1, price: 9.95 }].freeze

def capture_checkout
  checkout(BAD_ORDER)
rescue CheckoutError => e
  Sentry.capture_exception(e)
end

def message
  Sentry.capture_message("stock is low", level: :info)
end

def breadcrumbs
  Sentry.add_breadcrumb(Sentry::Breadcrumb.new(category: "auth", message: "signed in", level: "info"))
  Sentry.add_breadcrumb(Sentry::Breadcrumb.new(category: "cart", message: "added A-1", level: "debug"))
  capture_checkout
end

def scope
  Sentry.with_scope do |scope|
    scope.set_user(id: "u-42", email: "ada@example.com", username: "ada")
    scope.set_tags(tenant: "acme", retries: 3)
    scope.set_contexts(cart: { items: 2, total: 19.9 })
    scope.set_level(:warning)
    scope.set_fingerprint(%w[checkout acme])
    capture_checkout
  end
end

SCENARIOS = { "exception" => :capture_checkout, "message" => :message, "breadcrumbs" => :breadcrumbs, "scope" => :scope }.freeze
send(SCENARIOS.fetch(ARGV.first))
