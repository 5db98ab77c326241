//! TimelineService.

use std::time::Instant;

use prost::Message as _;
use shared::encoded::timeline_service_server::TimelineService;
use shared::encoded::{Event, Timeline};
use shared::failure::{Failure, Resource};
use shared::proto;
use tonic::{Request, Response, Status};

use super::request::Reader;
use super::{Answers, answered, opened, watch};
use crate::live::failure;
use crate::query::{count, events, exclude};
use shared::page_token::Question;

#[tonic::async_trait]
impl TimelineService for Answers {
    type WatchTimelineStream = watch::Stream;

    async fn get_timeline(
        &self,
        request: Request<proto::GetTimelineRequest>,
    ) -> Result<Response<Timeline>, Status> {
        let (request, deadline) = opened(request);
        answered(self.timeline(request, deadline).await)
    }

    async fn get_event(
        &self,
        request: Request<proto::GetEventRequest>,
    ) -> Result<Response<Event>, Status> {
        let (request, deadline) = opened(request);
        answered(self.event(request, deadline).await)
    }

    async fn watch_timeline(
        &self,
        request: Request<proto::WatchTimelineRequest>,
    ) -> Result<Response<Self::WatchTimelineStream>, Status> {
        let (request, deadline) = opened(request);
        answered(self.watched(request, deadline).await)
    }

    async fn count_events(
        &self,
        request: Request<proto::CountEventsRequest>,
    ) -> Result<Response<proto::CountEventsResponse>, Status> {
        let (request, deadline) = opened(request);
        answered(self.counted(request, deadline).await)
    }
}

impl Answers {
    async fn timeline(
        &self,
        request: proto::GetTimelineRequest,
        deadline: Option<Instant>,
    ) -> Result<Timeline, Failure> {
        let mut reader = Reader::default();
        let filter = reader.event_filter(request.filter.as_ref());
        let order = reader.order(request.order);
        let limit = reader.page_limit(request.page_size);
        let min_position = reader.min_position(request.min_position);
        reader.finish(())?;
        let arguments = proto::GetTimelineRequest {
            page_size: 0,
            page_token: String::new(),
            min_position: 0,
            ..request.clone()
        };
        let question = Question::of("GetTimeline", &arguments.encode_to_vec());
        let after = question.cursor(&request.page_token)?;
        self.wait(min_position, deadline).await?;
        self.view
            .read(move |view| {
                let page = events::encoded_page(view, &filter, order, after.as_deref(), limit);
                let page = page.map_err(failure)?;
                let empty = page.items.is_empty() && after.is_none() && page.next.is_none();
                let excluded_by =
                    if empty { exclude::excluded_by(view, &filter).map_err(failure)? } else { "" };
                Ok(Timeline {
                    next_page_token: question.token(page.next.as_ref()),
                    events: page.items,
                    position: view.position(),
                    excluded_by: excluded_by.to_owned(),
                })
            })
            .await
    }

    async fn event(
        &self,
        request: proto::GetEventRequest,
        deadline: Option<Instant>,
    ) -> Result<Event, Failure> {
        let mut reader = Reader::default();
        let id = reader.required("event_id", &request.event_id);
        let min_position = reader.min_position(request.min_position);
        reader.finish(())?;
        self.wait(min_position, deadline).await?;
        self.view
            .read(move |view| {
                let event = events::get_encoded(view, &id).map_err(failure)?;
                let missing = || Failure::NotFound { resource: Resource::Event, id: id.clone() };
                let event = event.ok_or_else(missing)?;
                Ok(Event { event: Some(event.into()), position: view.position() })
            })
            .await
    }

    async fn watched(
        &self,
        request: proto::WatchTimelineRequest,
        deadline: Option<Instant>,
    ) -> Result<watch::Stream, Failure> {
        let mut reader = Reader::default();
        let filter = reader.event_filter(request.filter.as_ref());
        let min_position = reader.min_position(request.min_position);
        reader.finish(())?;
        self.wait(min_position, deadline).await?;
        Ok(watch::start(self.clone(), filter, request.changes_only))
    }

    async fn counted(
        &self,
        request: proto::CountEventsRequest,
        deadline: Option<Instant>,
    ) -> Result<proto::CountEventsResponse, Failure> {
        let mut reader = Reader::default();
        let filter = reader.event_filter(request.filter.as_ref());
        let group = reader.group(request.group_by);
        let limit = reader.group_limit(request.limit);
        let min_position = reader.min_position(request.min_position);
        reader.finish(())?;
        self.wait(min_position, deadline).await?;
        self.view
            .read(move |view| {
                let counts = count::count(view, &filter, group, limit).map_err(failure)?;
                Ok(proto::CountEventsResponse {
                    total: counts.total,
                    groups: counts.groups,
                    position: view.position(),
                })
            })
            .await
    }
}
