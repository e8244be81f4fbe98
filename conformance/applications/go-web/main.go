// net/http with sentryhttp, and gin with sentrygin below /gin: program ADDRESS serves both. The DSN comes from SENTRY_DSN.
package main

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"time"

	"github.com/getsentry/sentry-go"
	sentrygin "github.com/getsentry/sentry-go/gin"
	sentryhttp "github.com/getsentry/sentry-go/http"
	"github.com/gin-gonic/gin"
)

func main() {
	if err := sentry.Init(sentry.ClientOptions{
		Release:          "shop@1.4.0",
		Environment:      "conformance",
		AttachStacktrace: true,
		EnableTracing:    true,
		TracesSampleRate: 1,
	}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	defer sentry.Flush(2 * time.Second)

	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "ok") })
	plain := sentryhttp.New(sentryhttp.Options{Repanic: true, WaitForDelivery: true})
	mux.HandleFunc("GET /orders/{id}/panic", plain.HandleFunc(func(http.ResponseWriter, *http.Request) {
		panic(fmt.Errorf("order failed: %w", errors.New("no stock")))
	}))
	mux.HandleFunc("GET /orders/{id}/captured", plain.HandleFunc(func(w http.ResponseWriter, r *http.Request) {
		hub := sentry.GetHubFromContext(r.Context())
		hub.Scope().SetTag("order", r.PathValue("id"))
		span := sentry.StartSpan(r.Context(), "db.query", sentry.WithDescription("SELECT order"))
		time.Sleep(2 * time.Millisecond)
		span.Finish()
		fmt.Fprint(w, *hub.CaptureException(errors.New("captured in net/http")))
	}))
	mux.Handle("/gin/", router())
	if err := http.ListenAndServe(os.Args[1], mux); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func router() http.Handler {
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	engine.Use(gin.Recovery(), sentrygin.New(sentrygin.Options{Repanic: true}))
	engine.GET("/gin/items/:id/panic", func(*gin.Context) { panic("gin is out") })
	engine.GET("/gin/items/:id/captured", func(c *gin.Context) {
		hub := sentrygin.GetHubFromContext(c)
		hub.Scope().SetTag("item", c.Param("id"))
		c.String(200, string(*hub.CaptureException(errors.New("captured in gin"))))
	})
	return engine
}
