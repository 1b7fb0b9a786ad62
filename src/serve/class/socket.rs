//! The conversation with one page.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Instant;

use axum::extract::ws::{Message, WebSocket};
use tokio::sync::{oneshot, watch};
use tokio::time::{sleep, timeout};

use super::super::limit::{Rates, WrongCodes};
use super::super::message::Told;
use super::super::socket::{CLOSED, HELLO, Over, PING, SILENT, SLOW, heard, send};
use super::super::token::{Token, is_code, key};
use super::message::{Asked, Hello, PAGE_BYTES_MAX};
use super::wish::Wish;
use crate::session::class::{Ask, TraineeId};

/// What all conversations know.
#[derive(Debug)]
pub struct Desk {
    pub wishes: Sender<Wish>,
    pub code: String,
    pub wrong: WrongCodes,
    /// Who sends more is read more slowly.
    pub rates: Rates<TraineeId>,
    /// What every page is sent first.
    pub cards: Arc<str>,
}

/// Ends the presence of a page, however its conversation ends.
struct Presence<'d> {
    desk: &'d Desk,
    trainee: TraineeId,
}

impl Drop for Presence<'_> {
    fn drop(&mut self) {
        let _ = self.desk.wishes.send(Wish::Gone { trainee: self.trainee });
    }
}

const UNCLEAR: Over = Over::Bye {
    why: "This page is of another version: load it again.",
    again: false,
};

/// Speaks with a page until one of both has enough.
pub async fn converse(mut socket: WebSocket, desk: Arc<Desk>, from: IpAddr) {
    if let Err(Over::Bye { why, again }) = speak(&mut socket, &desk, from).await {
        let _ = send(&mut socket, Told::Bye { why, again }.text()).await;
        let _ = timeout(SLOW, socket.send(Message::Close(None))).await;
    }
}

/// Asks the room and waits for its answer.
async fn asked<T>(desk: &Desk, wish: impl FnOnce(oneshot::Sender<T>) -> Wish) -> Result<T, Over> {
    let (reply, answer) = oneshot::channel();
    desk.wishes.send(wish(reply)).map_err(|_| CLOSED)?;
    answer.await.map_err(|_| CLOSED)
}

async fn hello(socket: &mut WebSocket, desk: &Desk, from: IpAddr) -> Result<TraineeId, Over> {
    let first = timeout(HELLO, async {
        loop {
            if let Some(text) = heard(socket).await? {
                return Ok(text);
            }
        }
    });
    let text = first.await.map_err(|_| Over::Bye {
        why: "Nothing was said for too long.",
        again: true,
    })??;
    match serde_json::from_str::<Hello>(&text).map_err(|_| UNCLEAR)? {
        Hello::Back { token } => {
            let key = key(&token);
            asked(desk, |reply| Wish::Who { key, reply }).await?.ok_or(Over::Bye {
                why: "This device is not known in this class: come in again.",
                again: false,
            })
        }
        Hello::Join { code, name } => {
            if !is_code(&desk.code, &code) {
                let why = if desk.wrong.note(from, Instant::now()) {
                    "That is not the code on the trainer’s screen."
                } else {
                    "Too many wrong codes came from your network. Look at the trainer’s screen, wait some seconds, and try again."
                };
                return Err(Over::Bye { why, again: false });
            }
            let token = Token::random().map_err(|_| Over::Bye {
                why: "The trainer’s machine has no random numbers.",
                again: true,
            })?;
            let key = token.key();
            // An empty field is no name.
            let name = name.filter(|name| !name.trim().is_empty());
            match asked(desk, |reply| Wish::Come { name, key, reply }).await? {
                Ok(trainee) => {
                    send(socket, Told::Welcome { token: token.text() }.text()).await?;
                    Ok(trainee)
                }
                Err(why) => {
                    let bye = Told::Bye {
                        why: &why,
                        again: false,
                    };
                    send(socket, bye.text()).await?;
                    Err(Over::Lost)
                }
            }
        }
    }
}

async fn speak(socket: &mut WebSocket, desk: &Desk, from: IpAddr) -> Result<(), Over> {
    let trainee = hello(socket, desk, from).await?;
    let show = asked(desk, |reply| Wish::Here { trainee, reply }).await?;
    let mut show = show.ok_or(Over::Bye {
        why: "You are here on too many pages already: close one.",
        again: false,
    })?;
    let _presence = Presence { desk, trainee };
    send(socket, desk.cards.to_string()).await?;
    tell(socket, desk, trainee).await?;
    let mut last_heard = Instant::now();
    loop {
        tokio::select! {
            text = heard(socket) => {
                last_heard = Instant::now();
                let Some(text) = text? else { continue };
                desk.rates.wait(trainee).await;
                answer(socket, desk, trainee, &text, &mut show).await?;
            }
            changed = show.changed() => {
                changed.map_err(|_| CLOSED)?;
                tell(socket, desk, trainee).await?;
            }
            () = sleep(PING) => {
                if last_heard.elapsed() > SILENT {
                    return Err(Over::Lost);
                }
                let asked = timeout(SLOW, socket.send(Message::Ping(Vec::new().into()))).await;
                asked.map_err(|_| Over::Lost)?.map_err(|_| Over::Lost)?;
            }
        }
    }
}

/// Tells a page what it shows now.
async fn tell(socket: &mut WebSocket, desk: &Desk, trainee: TraineeId) -> Result<(), Over> {
    let text = asked(desk, |reply| Wish::Show { trainee, reply }).await?;
    send(socket, text).await
}

async fn answer(
    socket: &mut WebSocket,
    desk: &Desk,
    trainee: TraineeId,
    text: &str,
    show: &mut watch::Receiver<u64>,
) -> Result<(), Over> {
    if text.len() > PAGE_BYTES_MAX {
        return Err(UNCLEAR);
    }
    let Asked { n, turn, ask } = serde_json::from_str(text).map_err(|_| UNCLEAR)?;
    let leaves = matches!(ask, Ask::Leave {});
    let (reply, mut done) = oneshot::channel();
    let wish = Wish::Ask {
        trainee,
        turn,
        ask,
        reply,
    };
    desk.wishes.send(wish).map_err(|_| CLOSED)?;
    // While the disk refuses there is no answer, and the page is told so.
    let done = loop {
        tokio::select! {
            biased;
            done = &mut done => break done.map_err(|_| CLOSED)?,
            changed = show.changed() => {
                changed.map_err(|_| CLOSED)?;
                tell(socket, desk, trainee).await?;
            }
        }
    };
    let left = leaves && done.is_ok();
    match done {
        Ok(()) => send(socket, Told::Done { n, own: None }.text()).await?,
        Err(why) => {
            send(socket, Told::Refused { n, why: &why }.text()).await?;
            // Whoever was refused may not know where they stand.
            tell(socket, desk, trainee).await?;
        }
    }
    if left {
        return Err(Over::Bye {
            why: "You have left the class.",
            again: false,
        });
    }
    Ok(())
}
