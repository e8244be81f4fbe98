package shop;

import io.sentry.Sentry;
import io.sentry.SentryLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A Spring Boot application with Sentry's starter. The DSN comes from SENTRY_DSN. */
@SpringBootApplication
@RestController
public class Shop {
  private static final Logger log = LoggerFactory.getLogger("shop.billing");

  static class CheckoutException extends RuntimeException {
    CheckoutException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  public static void main(String[] args) {
    SpringApplication.run(Shop.class, args);
  }

  @GetMapping("/")
  String ok() {
    return "ok";
  }

  @GetMapping("/orders/{id}")
  String order(@PathVariable String id) {
    try {
      throw new IllegalArgumentException("quantity -1 out of range");
    } catch (IllegalArgumentException cause) {
      throw new CheckoutException("checkout failed", cause);
    }
  }

  @GetMapping("/logged")
  String logged() {
    log.info("card 4242 was declined");
    MDC.put("tenant", "acme");
    log.error("payment {} failed", "p-7", new IllegalStateException("no route to the bank"));
    MDC.clear();
    return "logged";
  }

  @GetMapping("/message/{tenant}")
  String message(@PathVariable String tenant) {
    Sentry.configureScope(scope -> scope.setTag("tenant", tenant));
    return Sentry.captureMessage("hello from " + tenant, SentryLevel.INFO).toString();
  }

  @GetMapping("/thread")
  String thread() throws InterruptedException {
    Thread thread = new Thread(() -> {
      throw new IllegalStateException("lost in a thread");
    });
    thread.start();
    thread.join();
    return "done";
  }
}
