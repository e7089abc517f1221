//! Hears the person who interrupts.

use tokio::sync::watch;

/// Ends when `stop` is set; never, when nobody can set it any more.
pub async fn stopped(stop: &mut watch::Receiver<bool>) {
    if stop.wait_for(|stop| *stop).await.is_err() {
        std::future::pending::<()>().await;
    }
}
