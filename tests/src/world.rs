//! Everything that a query service answers, to compare one view with another.

use std::time::Duration;

use shared::proto;

use crate::pair::Clients;

/// All events, actors and agreements of a view.
#[derive(Clone, Debug, PartialEq)]
pub struct World {
    /// Events in order of time, undated last.
    pub events: Vec<proto::Event>,
    /// Actors by number of events.
    pub actors: Vec<proto::Actor>,
    /// Agreements in order of signature.
    pub agreements: Vec<proto::Agreement>,
}

/// How long a view may stand still before it counts as stuck, for slow machines.
const STANDSTILL_MAX: Duration = Duration::from_secs(300);
/// Entries on a page while views are compared: few, so that pages have edges to go wrong at.
const PAGE_SIZE: i32 = 7;

/// Waits until a view is where it shall be, for as long as it goes on.
pub async fn until(clients: &mut Clients, reached: impl Fn(&proto::GetServerInfoResponse) -> bool) {
    let mut last = None;
    while let Ok(info) = tokio::time::timeout(STANDSTILL_MAX, moved(clients, &last)).await {
        if reached(&info) {
            return;
        }
        last = Some(info);
    }
    panic!("still at {last:?}");
}

/// Where a view stands, once that is not where it stood.
async fn moved(
    clients: &mut Clients,
    last: &Option<proto::GetServerInfoResponse>,
) -> proto::GetServerInfoResponse {
    let place = |info: &proto::GetServerInfoResponse| (info.position, info.feed_id.clone());
    loop {
        let request = proto::WatchTimelineRequest { changes_only: true, ..Default::default() };
        let watch = clients.timeline.watch_timeline(request).await;
        let mut watch = watch.expect("a watch").into_inner();
        // A watch tells each change, and each second that it lives. It ends where the view begins
        // again; then there is another.
        while let Ok(Some(change)) = watch.message().await {
            if change.change() != proto::ChangeKind::CaughtUp {
                continue;
            }
            let info = clients.query_info.get_server_info(proto::GetServerInfoRequest {}).await;
            let info = info.expect("info").into_inner();
            if last.as_ref().is_none_or(|last| place(last) != place(&info)) {
                return info;
            }
        }
    }
}

/// Reads the whole view through its own pages, once it has taken in `min_position`.
pub async fn world(clients: &mut Clients, min_position: i64) -> World {
    World {
        events: events(clients, PAGE_SIZE, min_position).await,
        actors: actors(clients, PAGE_SIZE, min_position).await,
        agreements: agreements(clients, min_position).await,
    }
}

/// All events in order of time, undated last, read in pages of `page_size`.
pub async fn events(clients: &mut Clients, page_size: i32, min_position: i64) -> Vec<proto::Event> {
    let filter = proto::EventFilter { include_undated: true, ..Default::default() };
    let mut request = proto::GetTimelineRequest {
        filter: Some(filter),
        page_size,
        min_position,
        ..Default::default()
    };
    let mut all = Vec::new();
    loop {
        let page =
            clients.timeline.get_timeline(request.clone()).await.expect("a page").into_inner();
        all.extend(page.events);
        if page.next_page_token.is_empty() {
            return all;
        }
        request.page_token = page.next_page_token;
    }
}

/// All actors by number of events, read in pages of `page_size`.
pub async fn actors(clients: &mut Clients, page_size: i32, min_position: i64) -> Vec<proto::Actor> {
    let mut request = proto::ListActorsRequest { page_size, min_position, ..Default::default() };
    let mut all = Vec::new();
    loop {
        let page = clients.actors.list_actors(request.clone()).await.expect("a page").into_inner();
        all.extend(page.actors);
        if page.next_page_token.is_empty() {
            return all;
        }
        request.page_token = page.next_page_token;
    }
}

async fn agreements(clients: &mut Clients, min_position: i64) -> Vec<proto::Agreement> {
    let mut request =
        proto::ListAgreementsRequest { page_size: PAGE_SIZE, min_position, ..Default::default() };
    let mut all = Vec::new();
    loop {
        let answer = clients.agreements.list_agreements(request.clone()).await;
        let page = answer.expect("a page").into_inner();
        all.extend(page.agreements);
        if page.next_page_token.is_empty() {
            return all;
        }
        request.page_token = page.next_page_token;
    }
}
