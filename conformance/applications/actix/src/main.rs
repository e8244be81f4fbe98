//! An actix-web application with sentry-actix: program ADDRESS serves it. The DSN comes from SENTRY_DSN.

use actix_web::{App, Error, HttpRequest, HttpServer, Responder, ResponseError, get, http::StatusCode, web};
use derive_more::{Display, Error as DeriveError};
use sentry::SessionMode;

#[derive(Debug, Display, DeriveError)]
#[display("no connection to the till")]
struct TillError;

#[derive(Debug, Display, DeriveError)]
#[display("checkout failed")]
struct CheckoutError {
    source: TillError,
}

impl ResponseError for CheckoutError {
    fn status_code(&self) -> StatusCode {
        StatusCode::INTERNAL_SERVER_ERROR
    }
}

#[derive(Debug, Display, DeriveError)]
#[display("no such order")]
struct NotFound;

impl ResponseError for NotFound {
    fn status_code(&self) -> StatusCode {
        StatusCode::NOT_FOUND
    }
}

#[get("/")]
async fn ok() -> impl Responder {
    "ok"
}

#[get("/checkout/{id}")]
async fn checkout(_request: HttpRequest) -> Result<String, Error> {
    Err(CheckoutError { source: TillError }.into())
}

#[get("/captured/{id}")]
async fn captured() -> impl Responder {
    sentry::capture_error(&CheckoutError { source: TillError }).to_string()
}

#[get("/orders/{id}")]
async fn order(id: web::Path<String>) -> String {
    format!("order {id}")
}

#[get("/missing/{id}")]
async fn missing() -> Result<String, Error> {
    Err(NotFound.into())
}

#[get("/message/{tenant}")]
async fn message(tenant: web::Path<String>) -> impl Responder {
    sentry::configure_scope(|scope| scope.set_tag("tenant", tenant.as_str()));
    actix_web::rt::time::sleep(std::time::Duration::from_millis(20)).await;
    sentry::capture_message(&format!("hello from {tenant}"), sentry::Level::Info).to_string()
}

#[get("/panic")]
async fn panic() -> String {
    panic!("the till is on fire")
}

fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1).expect("an address to listen on");
    let mut options = sentry::ClientOptions::default().traces_sample_rate(1.0);
    options.release = Some("shop@1.4.0".into());
    options.environment = Some("conformance".into());
    options.auto_session_tracking = true;
    options.session_mode = SessionMode::Request;
    let _guard = sentry::init(options);
    actix_web::rt::System::new().block_on(async {
        HttpServer::new(|| {
            App::new()
                // Traced requests name their transaction and not their errors, so the two are apart.
                .service(web::scope("/traced").wrap(sentry_actix::Sentry::with_transaction()).service(order))
                .service(
                    web::scope("")
                        .wrap(sentry_actix::Sentry::builder().emit_header(true).finish())
                        .service(ok)
                        .service(checkout)
                        .service(captured)
                        .service(missing)
                        .service(message)
                        .service(panic),
                )
        })
        .workers(2)
        .bind(address)?
        .run()
        .await
    })
}
