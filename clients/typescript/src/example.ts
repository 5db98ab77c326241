// Pushes documents, asks for a timeline, follows the feed and watches, from TypeScript.
//
// Usage: node dist/src/example.js [INGEST QUERY], by default 127.0.0.1:50051 and 127.0.0.1:50052.
// With CHANCERY_TOKEN set, every call carries it as a bearer token.
import * as grpc from '@grpc/grpc-js'
import * as loader from '@grpc/proto-loader'
import protos from 'google-proto-files'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import type { Document } from '../generated/chancery/v1/Document.js'
import type { FeedServiceClient } from '../generated/chancery/v1/FeedService.js'
import type { FollowResponse__Output } from '../generated/chancery/v1/FollowResponse.js'
import type { GetTimelineResponse__Output } from '../generated/chancery/v1/GetTimelineResponse.js'
import type { IngestDocumentsResponse__Output } from '../generated/chancery/v1/IngestDocumentsResponse.js'
import type { IngestServiceClient } from '../generated/chancery/v1/IngestService.js'
import type { TimelineServiceClient } from '../generated/chancery/v1/TimelineService.js'
import type { WatchTimelineResponse__Output } from '../generated/chancery/v1/WatchTimelineResponse.js'
import type { ProtoGrpcType as Feed } from '../generated/feed_service.js'
import type { ProtoGrpcType as Ingest } from '../generated/ingest_service.js'
import type { ProtoGrpcType as Timeline } from '../generated/timeline_service.js'

const clients = fileURLToPath(new URL('../../..', import.meta.url))
const definition = loader.loadSync(
  ['ingest', 'feed', 'timeline'].map((name) => `chancery/v1/${name}_service.proto`),
  { includeDirs: [`${clients}/../proto`], longs: String, enums: String, defaults: true, oneofs: true },
)
const { chancery } = grpc.loadPackageDefinition(definition) as unknown as Ingest & Feed & Timeline

const retries = readFileSync(`${clients}/service_config.json`, 'utf8')
const options = { 'grpc.service_config': retries }
const metadata = new grpc.Metadata()
if (process.env.CHANCERY_TOKEN) metadata.set('authorization', `Bearer ${process.env.CHANCERY_TOKEN}`)

// An article of 3 June 2025, which anchors "Monday".
function article(id: string, body: string): Document {
  const seconds = Date.UTC(2025, 5, 3, 8) / 1000
  return { id, body, source: 'Example', publishTime: { seconds } }
}

const articles = [
  article('clinics', 'Moldova and Romania signed a memorandum on rural clinics in Chisinau on Monday.'),
  article('blank', ''),
  article('visit', 'Norwegian Prime Minister Jonas Gahr Store visited Nairobi on 28 May 2025.'),
]

// Pushes over one stream; returns the position to wait for.
async function push(ingest: IngestServiceClient): Promise<string> {
  const stream = ingest.ingestDocuments(metadata)
  for (const document of articles) stream.write({ document })
  stream.end()
  let position = 0n
  for await (const answer of stream as AsyncIterable<IngestDocumentsResponse__Output>) {
    if (answer.rejected) {
      const { documentId, reason, fieldViolations } = answer.rejected
      console.log(`rejected ${documentId}: ${reason} ${fieldViolations.map((bad) => bad.field).join(', ')}`)
    } else if (answer.accepted) {
      const stored = BigInt(answer.accepted.position) // int64: too large for a number.
      if (stored > position) position = stored
      console.log(`accepted ${answer.accepted.documentId}`)
    }
  }
  return position.toString()
}

// The events since 2025, once the view has taken in `minPosition`.
async function printTimeline(timeline: TimelineServiceClient, minPosition: string): Promise<void> {
  const request = { filter: { window: { since: { year: 2025 } } }, minPosition }
  const answer = await new Promise<GetTimelineResponse__Output>((resolve, reject) =>
    timeline.getTimeline(request, metadata, (error, value) => (value ? resolve(value) : reject(error))),
  )
  for (const event of answer.events) {
    const { year, month, day } = event.date!.start!
    const two = (number: number) => String(number).padStart(2, '0')
    console.log(`${year}-${two(month)}-${two(day)} ${event.kind.replace('EVENT_KIND_', '')}`)
  }
}

// What a bad request is answered with: code, stable reason, and each bad field.
async function printRefusal(timeline: TimelineServiceClient): Promise<void> {
  const [envelope, contents] = ['status', 'error_details'].map((name) =>
    protos.loadSync(protos.getProtoPath(`rpc/${name}.proto`)),
  )
  const error = await new Promise<grpc.ServiceError>((resolve) =>
    timeline.getTimeline({ pageSize: -1 }, metadata, (failure) => resolve(failure!)),
  )
  const [bytes] = error.metadata.get('grpc-status-details-bin')
  const status = envelope!.lookupType('google.rpc.Status').decode(bytes as Buffer) as unknown as {
    details: { type_url: string; value: Uint8Array }[]
  }
  const details = status.details.map(({ type_url, value }) =>
    contents!.lookupType(type_url.split('/')[1]!).decode(value).toJSON(),
  )
  const reason = details.find((detail) => detail.reason)?.reason
  const fields = details.flatMap((detail) => detail.fieldViolations ?? []).map((bad) => bad.field)
  console.log(`refused ${grpc.status[error.code]}: ${reason} ${fields.join(', ')}`)
}

const cancelled = (error: unknown) => (error as grpc.ServiceError).code === grpc.status.CANCELLED

// Reads one entry of the feed, breaks off, and resumes where it stopped.
async function follow(feed: FeedServiceClient): Promise<void> {
  let place = { afterPosition: '0', feedId: '', untilHead: true }
  for (const most of [1, 1000]) {
    const stream = feed.follow(place, metadata)
    try {
      for await (const answer of stream as AsyncIterable<FollowResponse__Output>) {
        for (const entry of answer.entries.slice(0, most)) {
          place = { ...place, feedId: answer.feedId, afterPosition: entry.position }
          console.log(`feed ${entry.documentId}`)
        }
        if (most === 1) stream.cancel()
      }
    } catch (error) {
      if (!cancelled(error)) throw error
    }
  }
}

// Prints what changes until Ctrl-C.
async function watch(timeline: TimelineServiceClient): Promise<void> {
  const stream = timeline.watchTimeline({}, metadata)
  process.once('SIGINT', () => stream.cancel())
  let seen = 0
  let caughtUp = false
  try {
    for await (const answer of stream as AsyncIterable<WatchTimelineResponse__Output>) {
      if (answer.change === 'CHANGE_KIND_PRESENT') seen += 1
      else if (answer.change === 'CHANGE_KIND_CAUGHT_UP' && !caughtUp) {
        caughtUp = true // The later ones are heartbeats.
        console.log(`watching after ${seen} events`)
      }
    }
  } catch (error) {
    if (!cancelled(error)) throw error
  }
  console.log('stopped')
}

const [ingestAddress = '127.0.0.1:50051', queryAddress = '127.0.0.1:50052'] = process.argv.slice(2)
const plaintext = grpc.credentials.createInsecure()
const ingest = new chancery.v1.IngestService(ingestAddress, plaintext, options)
const feed = new chancery.v1.FeedService(ingestAddress, plaintext, options)
const timeline = new chancery.v1.TimelineService(queryAddress, plaintext, options)
const position = await push(ingest)
await printTimeline(timeline, position)
await printRefusal(timeline)
await follow(feed)
await watch(timeline)
for (const client of [ingest, feed, timeline]) client.close()
