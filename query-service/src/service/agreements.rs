//! AgreementService.

use std::time::Instant;

use prost::Message as _;
use shared::failure::{Failure, Resource};
use shared::proto;
use shared::proto::agreement_service_server::AgreementService;
use tonic::{Request, Response, Status};

use super::request::Reader;
use super::{Answers, answered, opened};
use crate::live::failure;
use crate::query::agreements;
use crate::query::hits::Order;
use shared::page_token::Question;

#[tonic::async_trait]
impl AgreementService for Answers {
    async fn list_agreements(
        &self,
        request: Request<proto::ListAgreementsRequest>,
    ) -> Result<Response<proto::ListAgreementsResponse>, Status> {
        let (request, deadline) = opened(request);
        answered(self.agreements(request, deadline).await)
    }

    async fn get_agreement(
        &self,
        request: Request<proto::GetAgreementRequest>,
    ) -> Result<Response<proto::GetAgreementResponse>, Status> {
        let (request, deadline) = opened(request);
        answered(self.agreement(request, deadline).await)
    }
}

impl Answers {
    async fn agreements(
        &self,
        request: proto::ListAgreementsRequest,
        deadline: Option<Instant>,
    ) -> Result<proto::ListAgreementsResponse, Failure> {
        let mut reader = Reader::default();
        let filter = reader.agreement_filter(request.filter.as_ref());
        let limit = reader.page_limit(request.page_size);
        let min_position = reader.min_position(request.min_position);
        reader.finish(())?;
        let arguments = proto::ListAgreementsRequest {
            page_size: 0,
            page_token: String::new(),
            min_position: 0,
            ..request.clone()
        };
        let question = Question::of("ListAgreements", &arguments.encode_to_vec());
        let after = question.cursor(&request.page_token)?;
        let order = if request.newest_first { Order::NewestFirst } else { Order::OldestFirst };
        self.wait(min_position, deadline).await?;
        self.view
            .read(move |view| {
                let page = agreements::page(view, &filter, order, after.as_deref(), limit)
                    .map_err(failure)?;
                Ok(proto::ListAgreementsResponse {
                    next_page_token: question.token(page.next.as_ref()),
                    agreements: page.items,
                    position: view.position(),
                })
            })
            .await
    }

    async fn agreement(
        &self,
        request: proto::GetAgreementRequest,
        deadline: Option<Instant>,
    ) -> Result<proto::GetAgreementResponse, Failure> {
        let mut reader = Reader::default();
        let id = reader.required("agreement_id", &request.agreement_id);
        let min_position = reader.min_position(request.min_position);
        reader.finish(())?;
        self.wait(min_position, deadline).await?;
        self.view
            .read(move |view| {
                let agreement = agreements::get(view, &id).map_err(failure)?;
                let missing =
                    || Failure::NotFound { resource: Resource::Agreement, id: id.clone() };
                let agreement = agreement.ok_or_else(missing)?;
                Ok(proto::GetAgreementResponse {
                    agreement: Some(agreement),
                    position: view.position(),
                })
            })
            .await
    }
}
