// A Hertz application with hertzsentry: program ADDRESS serves it. The DSN comes from SENTRY_DSN.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/cloudwego/hertz/pkg/app"
	"github.com/cloudwego/hertz/pkg/app/middlewares/server/recovery"
	"github.com/cloudwego/hertz/pkg/app/server"
	"github.com/cloudwego/hertz/pkg/common/utils"
	"github.com/getsentry/sentry-go"
	"github.com/hertz-contrib/hertzsentry"
)

func main() {
	if err := sentry.Init(sentry.ClientOptions{
		Release:          "shop@1.4.0",
		Environment:      "conformance",
		AttachStacktrace: true,
		SendDefaultPII:   true,
	}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	defer sentry.Flush(2 * time.Second)

	h := server.New(server.WithHostPorts(os.Args[1]), server.WithExitWaitTime(time.Second))
	// The recovery makes the 500, so the capture is inside of it and panics again.
	h.Use(recovery.Recovery(), hertzsentry.NewSentry(
		hertzsentry.WithRePanic(true),
		hertzsentry.WithWaitForDelivery(true),
		hertzsentry.WithSendRequest(true),
		hertzsentry.WithSendBody(true),
		hertzsentry.WithTimeout(3*time.Second),
	))
	h.GET("/", func(_ context.Context, ctx *app.RequestContext) { ctx.String(200, "ok") })
	h.POST("/panic-error", func(_ context.Context, ctx *app.RequestContext) {
		hertzsentry.GetHubFromContext(ctx)
		panic(fmt.Errorf("checkout failed: %w", errors.New("quantity -1 out of range")))
	})
	h.GET("/panic-text", func(context.Context, *app.RequestContext) { panic("the till is on fire") })
	h.GET("/message/:tenant", func(_ context.Context, ctx *app.RequestContext) {
		tenant := ctx.Param("tenant")
		hub := hertzsentry.GetHubFromContext(ctx)
		hub.Scope().SetTag("tenant", tenant)
		// Others get their turn between the two calls: the hub belongs to this request alone.
		time.Sleep(20 * time.Millisecond)
		id := hub.CaptureMessage("hello from " + tenant)
		ctx.JSON(200, utils.H{"id": id, "sdk": sentry.SDKVersion})
	})
	h.Spin()
}
