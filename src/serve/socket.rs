//! The conversation with one device, from its hello to its goodbye. A device that is slow, silent or floods waits for nobody but itself.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use axum::extract::ws::{Message, WebSocket};
use tokio::sync::{oneshot, watch};
use tokio::time::{sleep, timeout};

use super::limit::{Rates, WrongCodes};
use super::message::{Ask, Asked, Hello, PHONE_BYTES_MAX, Told};
use super::room::{GROUPS, Role, Shows, Wish};
use super::snapshot::Snapshot;
use super::token::{Token, is_code, key};
use super::way::Way;
use crate::session::team::{MemberId, OwnView};

/// Until when a device must say who it is.
pub(super) const HELLO: Duration = Duration::from_secs(10);
/// How long a device may take to read what it is sent.
pub(super) const SLOW: Duration = Duration::from_secs(5);
/// How often a silent device is asked whether it is still there, and how long it may be silent.
pub(super) const PING: Duration = Duration::from_secs(15);
pub(super) const SILENT: Duration = Duration::from_secs(40);
/// What all conversations know.
#[derive(Debug)]
pub struct Desk {
    pub wishes: Sender<Wish>,
    pub shows: Shows,
    pub way: Way,
    pub wrong: WrongCodes,
    /// Who sends more is read more slowly.
    pub rates: Rates<Role>,
}

/// Ends the presence of somebody's device, however its conversation ends.
struct Presence<'d> {
    desk: &'d Desk,
    member: MemberId,
}

impl Drop for Presence<'_> {
    fn drop(&mut self) {
        let _ = self.desk.wishes.send(Wish::Gone { member: self.member });
    }
}

/// Why a conversation is over.
pub(super) enum Over {
    /// Nobody is there to be told.
    Lost,
    Bye {
        why: &'static str,
        again: bool,
    },
}

pub(super) const CLOSED: Over = Over::Bye {
    why: "The session is over.",
    again: true,
};

/// Speaks with a device until one of both has enough.
pub async fn converse(mut socket: WebSocket, desk: Arc<Desk>, from: IpAddr) {
    if let Err(Over::Bye { why, again }) = speak(&mut socket, &desk, from).await {
        let _ = send(&mut socket, Told::Bye { why, again }.text()).await;
        let _ = timeout(SLOW, socket.send(Message::Close(None))).await;
    }
}

pub(super) async fn send(socket: &mut WebSocket, text: String) -> Result<(), Over> {
    match timeout(SLOW, socket.send(Message::Text(text.into()))).await {
        Ok(Ok(())) => Ok(()),
        // Whoever does not read for so long comes back when they can, and gets the whole state.
        _ => Err(Over::Lost),
    }
}

/// The next text; pings and pongs are answered by the protocol.
pub(super) async fn heard(socket: &mut WebSocket) -> Result<Option<String>, Over> {
    match socket.recv().await {
        Some(Ok(Message::Text(text))) => Ok(Some(text.as_str().to_owned())),
        Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(None),
        Some(Ok(Message::Binary(_))) => Err(Over::Bye {
            why: "Texts only.",
            again: false,
        }),
        Some(Ok(Message::Close(_)) | Err(_)) | None => Err(Over::Lost),
    }
}

/// Asks the room and waits for its answer.
async fn asked<T>(desk: &Desk, wish: impl FnOnce(oneshot::Sender<T>) -> Wish) -> Result<T, Over> {
    let (reply, answer) = oneshot::channel();
    desk.wishes.send(wish(reply)).map_err(|_| CLOSED)?;
    answer.await.map_err(|_| CLOSED)
}

async fn hello(socket: &mut WebSocket, desk: &Desk, from: IpAddr) -> Result<Role, Over> {
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
    let unclear = Over::Bye {
        why: "This page is of another version: load it again.",
        again: false,
    };
    match serde_json::from_str::<Hello>(&text).map_err(|_| unclear)? {
        Hello::Back { token } => {
            let key = key(&token);
            asked(desk, |reply| Wish::Who { key, reply }).await?.ok_or(Over::Bye {
                why: "This device is not known in this session: join again.",
                again: false,
            })
        }
        Hello::Join { code, name } => {
            if !is_code(&desk.way.code, &code) {
                let why = if desk.wrong.note(from, Instant::now()) {
                    "That is not the code on the screen."
                } else {
                    "Too many wrong codes came from your network. Look at the screen, wait some seconds, and try again."
                };
                return Err(Over::Bye { why, again: false });
            }
            let token = Token::random().map_err(|_| Over::Bye {
                why: "The host has no random numbers.",
                again: true,
            })?;
            let key = token.key();
            match asked(desk, |reply| Wish::Join { name, key, reply }).await? {
                Ok(member) => {
                    send(socket, Told::Welcome { token: token.text() }.text()).await?;
                    Ok(Role::Member(member))
                }
                Err(why) => {
                    send(
                        socket,
                        Told::Bye {
                            why: &why,
                            again: false,
                        }
                        .text(),
                    )
                    .await?;
                    Err(Over::Lost)
                }
            }
        }
    }
}

async fn speak(socket: &mut WebSocket, desk: &Desk, from: IpAddr) -> Result<(), Over> {
    let role = hello(socket, desk, from).await?;
    let (group, fresh, _presence) = match role {
        Role::Member(member) => {
            let own = asked(desk, |reply| Wish::Here { member, reply }).await?;
            let own = own.ok_or(Over::Bye {
                why: "You are here on too many pages already: close one.",
                again: false,
            })?;
            (member.index() % GROUPS + 1, Some(own), Some(Presence { desk, member }))
        }
        Role::Facilitator | Role::Screen => (0, None, None),
    };
    let mut show = desk.shows[group].clone();
    let mut shown = Shown {
        role,
        turn: None,
        tally: None,
        present: 0,
    };
    shown.tell(socket, desk, &mut show, fresh.as_ref()).await?;
    let mut last_heard = Instant::now();
    loop {
        tokio::select! {
            text = heard(socket) => {
                last_heard = Instant::now();
                let Some(text) = text? else { continue };
                desk.rates.wait(role).await;
                answer(socket, desk, role, &text).await?;
            }
            changed = show.changed() => {
                changed.map_err(|_| CLOSED)?;
                shown.tell(socket, desk, &mut show, None).await?;
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

/// What a device was told last.
struct Shown {
    role: Role,
    turn: Option<u64>,
    tally: Option<(u32, u32)>,
    /// How many were in the room.
    present: u32,
}

impl Shown {
    /// Tells what is new: the whole where more than the count has changed.
    async fn tell(
        &mut self,
        socket: &mut WebSocket,
        desk: &Desk,
        show: &mut watch::Receiver<Arc<Snapshot>>,
        fresh: Option<&OwnView>,
    ) -> Result<(), Over> {
        let snapshot = Arc::clone(&show.borrow_and_update());
        let tally = (snapshot.room.voted, snapshot.room.of);
        // Who is here is the facilitator's matter: they are told all of it each time.
        let crowd = self.role == Role::Screen && self.present != snapshot.room.present;
        let whole = self.turn != Some(snapshot.turn) || self.role == Role::Facilitator || crowd;
        let text = match self.role {
            _ if !whole && self.tally == Some(tally) => None,
            _ if !whole => snapshot.tally(),
            Role::Member(member) => Some(snapshot.for_member(member, fresh)),
            Role::Screen => Some(snapshot.for_screen(&desk.way)),
            Role::Facilitator => Some(snapshot.for_facilitator(&desk.way)),
        };
        (self.turn, self.tally) = (Some(snapshot.turn), Some(tally));
        self.present = snapshot.room.present;
        match text {
            Some(text) => send(socket, text).await,
            None => Ok(()),
        }
    }
}

async fn answer(socket: &mut WebSocket, desk: &Desk, role: Role, text: &str) -> Result<(), Over> {
    let unclear = Over::Bye {
        why: "This page is of another version: load it again.",
        again: false,
    };
    if role != Role::Facilitator && text.len() > PHONE_BYTES_MAX {
        return Err(unclear);
    }
    let Asked { n, ask } = serde_json::from_str(text).map_err(|_| unclear)?;
    if let (Role::Facilitator, Ask::Plan { plan }) = (role, &ask) {
        let plan = plan.cleaned();
        let told = match asked(desk, |reply| Wish::Plan { plan, reply }).await? {
            Ok(()) => Told::Done { n, own: None }.text(),
            Err(why) => Told::Refused { n, why: &why }.text(),
        };
        return send(socket, told).await;
    }
    let leaves = matches!(ask, Ask::Leave {});
    let command = match role {
        Role::Member(member) => ask.by(member),
        Role::Facilitator => ask.by_facilitator(),
        Role::Screen => None,
    };
    let told = match command {
        None => Told::Refused {
            n,
            why: "That is not yours to ask.",
        }
        .text(),
        Some(command) => match asked(desk, |reply| Wish::Do { command, reply }).await? {
            Ok((_, own)) => Told::Done { n, own }.text(),
            Err(why) => Told::Refused { n, why: &why }.text(),
        },
    };
    send(socket, told).await?;
    if leaves {
        return Err(Over::Bye {
            why: "You have left the session.",
            again: false,
        });
    }
    Ok(())
}
