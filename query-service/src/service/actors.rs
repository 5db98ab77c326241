//! ActorService.

use std::time::Instant;

use prost::Message as _;
use shared::failure::{Failure, Resource};
use shared::proto;
use shared::proto::actor_service_server::ActorService;
use tonic::{Request, Response, Status};

use super::request::Reader;
use super::{Answers, answered, opened};
use crate::live::failure;
use crate::query::{actors, find, relations};
use crate::view::map::Read;
use shared::page_token::Question;

#[tonic::async_trait]
impl ActorService for Answers {
    async fn list_actors(
        &self,
        request: Request<proto::ListActorsRequest>,
    ) -> Result<Response<proto::ListActorsResponse>, Status> {
        let (request, deadline) = opened(request);
        answered(self.actors(request, deadline).await)
    }

    async fn get_actor(
        &self,
        request: Request<proto::GetActorRequest>,
    ) -> Result<Response<proto::GetActorResponse>, Status> {
        let (request, deadline) = opened(request);
        answered(self.actor(request, deadline).await)
    }

    async fn list_relations(
        &self,
        request: Request<proto::ListRelationsRequest>,
    ) -> Result<Response<proto::ListRelationsResponse>, Status> {
        let (request, deadline) = opened(request);
        answered(self.relations(request, deadline).await)
    }
}

impl Answers {
    async fn actors(
        &self,
        request: proto::ListActorsRequest,
        deadline: Option<Instant>,
    ) -> Result<proto::ListActorsResponse, Failure> {
        let mut reader = Reader::default();
        let filter = reader.actor_filter(&request);
        let limit = reader.page_limit(request.page_size);
        let min_position = reader.min_position(request.min_position);
        reader.finish(())?;
        let arguments = proto::ListActorsRequest {
            page_size: 0,
            page_token: String::new(),
            min_position: 0,
            ..request.clone()
        };
        let question = Question::of("ListActors", &arguments.encode_to_vec());
        let after = question.cursor(&request.page_token)?;
        self.wait(min_position, deadline).await?;
        self.view
            .read(move |view| {
                let page = actors::page(view, &filter, after.as_deref(), limit).map_err(failure)?;
                Ok(proto::ListActorsResponse {
                    next_page_token: question.token(page.next.as_ref()),
                    actors: page.items,
                    position: view.position(),
                })
            })
            .await
    }

    async fn actor(
        &self,
        request: proto::GetActorRequest,
        deadline: Option<Instant>,
    ) -> Result<proto::GetActorResponse, Failure> {
        let mut reader = Reader::default();
        let name = reader.required("actor", &request.actor);
        let min_position = reader.min_position(request.min_position);
        reader.finish(())?;
        self.wait(min_position, deadline).await?;
        self.view
            .read(move |view| {
                // An id needs no search, and its record is read once.
                let actor = match actors::with_id(view, &name).map_err(failure)? {
                    Some(actor) => actor,
                    None => actors::get(view, &the_one(view, &name)?).map_err(failure)?,
                };
                Ok(proto::GetActorResponse { actor: Some(actor), position: view.position() })
            })
            .await
    }

    async fn relations(
        &self,
        request: proto::ListRelationsRequest,
        deadline: Option<Instant>,
    ) -> Result<proto::ListRelationsResponse, Failure> {
        let mut reader = Reader::default();
        let name = reader.required("actor", &request.actor);
        let filter = reader.event_filter(request.filter.as_ref());
        let limit = reader.page_limit(request.page_size);
        let min_position = reader.min_position(request.min_position);
        reader.finish(())?;
        let arguments = proto::ListRelationsRequest {
            page_size: 0,
            page_token: String::new(),
            min_position: 0,
            ..request.clone()
        };
        let question = Question::of("ListRelations", &arguments.encode_to_vec());
        let after = question.cursor(&request.page_token)?;
        self.wait(min_position, deadline).await?;
        self.view
            .read(move |view| {
                let id = the_one(view, &name)?;
                let page = relations::page(view, &id, &filter, after.as_deref(), limit)
                    .map_err(failure)?;
                Ok(proto::ListRelationsResponse {
                    next_page_token: question.token(page.next.as_ref()),
                    relations: page.items,
                    position: view.position(),
                })
            })
            .await
    }
}

/// The one actor that a name fits.
fn the_one(view: &dyn Read, name: &str) -> Result<String, Failure> {
    let ids: Vec<String> = find::actors(view, name).map_err(failure)?.into_iter().collect();
    match ids.len() {
        0 => Err(Failure::NotFound { resource: Resource::Actor, id: name.to_owned() }),
        1 => Ok(ids.into_iter().collect()),
        _ => Err(Failure::ActorAmbiguous { name: name.to_owned(), ids }),
    }
}
