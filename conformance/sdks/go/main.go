// Command program SCENARIO is a small shop with sentry-go as its manual says. It prints {"id", "what"} for each event it sends.
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"time"

	"github.com/getsentry/sentry-go"
	sentryhttp "github.com/getsentry/sentry-go/http"
)

type checkoutError struct{ cause error }

func (e *checkoutError) Error() string { return "checkout failed" }
func (e *checkoutError) Unwrap() error { return e.cause }

func priceOf(quantity int, price float64) (float64, error) {
	if quantity < 0 {
		return 0, fmt.Errorf("quantity %d out of range", quantity)
	}
	return float64(quantity) * price, nil
}

func checkout(quantity int) (float64, error) {
	price, err := priceOf(quantity, 9.95)
	if err != nil {
		return 0, &checkoutError{cause: err}
	}
	return price, nil
}

var scenarios = map[string]func(){
	"exception": func() {
		if _, err := checkout(-1); err != nil {
			sentry.CaptureException(err)
		}
	},
	"unhandled": func() {
		defer sentry.Recover()
		if _, err := checkout(-1); err != nil {
			panic(err)
		}
	},
	"message": func() {
		sentry.WithScope(func(scope *sentry.Scope) {
			scope.SetLevel(sentry.LevelInfo)
			sentry.CaptureMessage("stock is low")
		})
	},
	"breadcrumbs": func() {
		sentry.AddBreadcrumb(&sentry.Breadcrumb{Category: "auth", Message: "signed in", Level: sentry.LevelInfo, Data: map[string]any{"via": "password"}})
		sentry.AddBreadcrumb(&sentry.Breadcrumb{Category: "cart", Message: "added A-1", Level: sentry.LevelDebug})
		sentry.CaptureMessage("after the crumbs")
	},
	"scope": func() {
		sentry.ConfigureScope(func(scope *sentry.Scope) {
			scope.SetUser(sentry.User{ID: "u-42", Email: "ada@example.com", Username: "ada"})
			scope.SetTag("tenant", "acme")
			scope.SetTag("retries", "3")
			scope.SetContext("cart", map[string]any{"items": 2, "total": 19.9})
			scope.SetLevel(sentry.LevelWarning)
			scope.SetFingerprint([]string{"checkout", "acme"})
		})
		sentry.CaptureMessage("with a scope")
	},
	"attachment": func() {
		sentry.ConfigureScope(func(scope *sentry.Scope) {
			scope.AddAttachment(&sentry.Attachment{Filename: "order.txt", ContentType: "text/plain", Payload: []byte("two of A-1\nnone of B-2\n")})
		})
		sentry.CaptureMessage("with an attachment")
	},
	"request": func() {
		handler := sentryhttp.New(sentryhttp.Options{}).HandleFunc(func(w http.ResponseWriter, r *http.Request) {
			sentry.GetHubFromContext(r.Context()).CaptureMessage("in a request")
		})
		request := httptest.NewRequest("POST", "https://shop.example.com/orders/7?page=2", nil)
		request.Header.Set("X-Tenant", "acme")
		handler.ServeHTTP(httptest.NewRecorder(), request)
	},
}

func announce(event *sentry.Event, _ *sentry.EventHint) *sentry.Event {
	what := event.Message
	if len(event.Exception) > 0 {
		what = event.Exception[len(event.Exception)-1].Value
	}
	line, _ := json.Marshal(map[string]string{"id": string(event.EventID), "what": what})
	fmt.Println(string(line))
	return event
}

func main() {
	err := sentry.Init(sentry.ClientOptions{
		Dsn:              os.Getenv("DSN"),
		Release:          "shop@1.4.0",
		Environment:      "proof",
		ServerName:       "till-1",
		AttachStacktrace: true,
		SendDefaultPII:   true,
		BeforeSend:       announce,
	})
	if err != nil {
		panic(err)
	}
	scenarios[os.Args[1]]()
	if !sentry.Flush(10 * time.Second) {
		os.Exit(3)
	}
}
