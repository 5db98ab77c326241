//! Connections as they come in: counted, encrypted if that is wanted, none silent for ever.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::server::TlsStream;
use tokio_stream::wrappers::ReceiverStream;
use tonic::transport::server::Connected;

use super::Stop;
use super::admission::{Admission, Permit, Quantity};
use super::metrics::Metrics;
use super::peer::Peer;

/// How long a connection may take to encrypt, and then to begin to speak.
const OPENING_TIMEOUT: Duration = Duration::from_secs(10);
/// What a client of HTTP/2 sends first; who has not sent as much has not spoken.
const PREFACE_BYTES: usize = 24;
/// Connections that wait to be served.
const CONNECTIONS_WAITING: usize = 64;
/// Pause after the system could not give a connection: it has run out of file handles.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// What connections need.
#[derive(Clone, Debug)]
pub(super) struct Door {
    pub(super) tls: Option<watch::Receiver<Arc<ServerConfig>>>,
    pub(super) admission: Arc<Admission>,
    pub(super) metrics: Metrics,
    pub(super) stop: Stop,
}

/// The connections of a listener, until the signal to stop.
pub(super) fn incoming(
    listener: TcpListener,
    door: Door,
) -> ReceiverStream<io::Result<Connection>> {
    let (sender, receiver) = mpsc::channel(CONNECTIONS_WAITING);
    tokio::spawn(accept_all(listener, door, sender));
    ReceiverStream::new(receiver)
}

async fn accept_all(
    listener: TcpListener,
    door: Door,
    sender: mpsc::Sender<io::Result<Connection>>,
) {
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = door.stop.clone().wait() => return,
        };
        let (stream, address) = match accepted {
            Ok(accepted) => accepted,
            Err(cause) => {
                tracing::warn!(%cause, "a connection could not be accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        let peer = Peer(address);
        match door.admission.admit(peer.client(), Quantity::Connections, 1) {
            Ok(permit) => {
                drop(tokio::spawn(open(stream, peer, permit, door.clone(), sender.clone())))
            }
            // Closing is all that can be said before a call.
            Err(refused) => {
                door.metrics.refused(&refused);
                tracing::debug!(%address, %refused, "a connection is refused");
            }
        }
    }
}

async fn open(
    stream: TcpStream,
    peer: Peer,
    permit: Permit,
    door: Door,
    sender: mpsc::Sender<io::Result<Connection>>,
) {
    // Small answers must not wait for more to send; without this they are only slower.
    drop(stream.set_nodelay(true));
    let io = match &door.tls {
        None => Io::Plain(stream),
        Some(config) => {
            let acceptor = TlsAcceptor::from(Arc::clone(&config.borrow()));
            let handshake = tokio::time::timeout(OPENING_TIMEOUT, acceptor.accept(stream));
            match handshake.await {
                Ok(Ok(stream)) => Io::Tls(Box::new(stream)),
                Ok(Err(cause)) => {
                    door.metrics.handshake_failed();
                    return tracing::debug!(address = %peer.0, %cause, "no TLS came about");
                }
                Err(_) => return door.metrics.handshake_failed(),
            }
        }
    };
    let stop = door.stop;
    let silent_until = Box::pin(async move {
        tokio::select! {
            () = tokio::time::sleep(OPENING_TIMEOUT) => {}
            () = stop.wait() => {}
        }
    });
    let opening = Some(Opening { silent_until, bytes: 0 });
    // Nobody takes it once the service has stopped.
    drop(sender.send(Ok(Connection { io, peer, opening, _permit: permit })).await);
}

/// A connection that counts as one of its client until it is dropped.
pub(super) struct Connection {
    io: Io,
    peer: Peer,
    /// Until the client has begun to speak.
    opening: Option<Opening>,
    _permit: Permit,
}

enum Io {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
}

/// A connection whose client has not yet spoken. hyper would wait for it for ever, and not end.
struct Opening {
    silent_until: Pin<Box<dyn Future<Output = ()> + Send>>,
    bytes: usize,
}

impl Connected for Connection {
    type ConnectInfo = Peer;

    fn connect_info(&self) -> Peer {
        self.peer
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = match &mut self.io {
            Io::Plain(stream) => Pin::new(stream).poll_read(context, buffer),
            Io::Tls(stream) => Pin::new(stream).poll_read(context, buffer),
        };
        let Some(opening) = &mut self.opening else { return read };
        opening.bytes += buffer.filled().len() - before;
        if opening.bytes >= PREFACE_BYTES {
            self.opening = None;
        } else if read.is_pending() && opening.silent_until.as_mut().poll(context).is_ready() {
            // The end of what is read: the connection closes.
            return Poll::Ready(Ok(()));
        }
        read
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match &mut self.io {
            Io::Plain(stream) => Pin::new(stream).poll_write(context, bytes),
            Io::Tls(stream) => Pin::new(stream).poll_write(context, bytes),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.io {
            Io::Plain(stream) => Pin::new(stream).poll_flush(context),
            Io::Tls(stream) => Pin::new(stream).poll_flush(context),
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.io {
            Io::Plain(stream) => Pin::new(stream).poll_shutdown(context),
            Io::Tls(stream) => Pin::new(stream).poll_shutdown(context),
        }
    }
}
