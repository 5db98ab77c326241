package example;

import chancery.v1.*;
import com.google.gson.Gson;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Context;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Pushes documents, asks for a timeline, follows the feed and watches, from Java.
 *
 * <p>Usage: java -cp "target/classes:target/libraries/*" example.Example [INGEST QUERY], in
 * clients/java; by default 127.0.0.1:50051 and 127.0.0.1:50052. With CHANCERY_TOKEN set, every call
 * carries it as a bearer token.
 */
public final class Example {
  private static final List<Document> DOCUMENTS =
      List.of(
          document(
              "clinics",
              "Moldova and Romania signed a memorandum on rural clinics in Chisinau on Monday."),
          document("blank", ""),
          document(
              "visit", "Norwegian Prime Minister Jonas Gahr Store visited Nairobi on 28 May 2025."));

  /** An article of 3 June 2025, which anchors "Monday". */
  private static Document document(String id, String body) {
    long published = Instant.parse("2025-06-03T08:00:00Z").getEpochSecond();
    return Document.newBuilder()
        .setId(id)
        .setBody(body)
        .setSource("Example")
        .setPublishTime(Timestamp.newBuilder().setSeconds(published))
        .build();
  }

  /** A channel that retries what may be retried. */
  private static ManagedChannel connect(String address) throws IOException {
    Map<String, ?> retries =
        new Gson().<Map<String, ?>>fromJson(Files.readString(Path.of("../service_config.json")), Map.class);
    return Grpc.newChannelBuilder(address, InsecureChannelCredentials.create())
        .defaultServiceConfig(retries)
        .enableRetry()
        .build();
  }

  /** The channel with the bearer token on every call, if there is one. */
  private static Channel withToken(ManagedChannel channel) {
    Metadata headers = new Metadata();
    String token = System.getenv("CHANCERY_TOKEN");
    if (token != null) {
      headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
    }
    return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  /** Pushes over one stream; returns the position to wait for. */
  private static long push(Channel channel) {
    CompletableFuture<Long> position = new CompletableFuture<>();
    StreamObserver<IngestDocumentsRequest> requests =
        IngestServiceGrpc.newStub(channel).ingestDocuments(new Answers(position));
    for (Document each : DOCUMENTS) {
      requests.onNext(IngestDocumentsRequest.newBuilder().setDocument(each).build());
    }
    requests.onCompleted();
    return position.join();
  }

  /** Prints each answer of a push and tells the last position in the end. */
  private static final class Answers implements StreamObserver<IngestDocumentsResponse> {
    private final CompletableFuture<Long> done;
    private long position;

    private Answers(CompletableFuture<Long> done) {
      this.done = done;
    }

    @Override
    public void onNext(IngestDocumentsResponse answer) {
      if (answer.hasRejected()) {
        Rejection bad = answer.getRejected();
        String fields =
            bad.getFieldViolationsList().stream()
                .map(FieldViolation::getField)
                .collect(Collectors.joining(", "));
        System.out.printf("rejected %s: %s %s%n", bad.getDocumentId(), bad.getReason(), fields);
      } else {
        position = Math.max(position, answer.getAccepted().getPosition());
        System.out.println("accepted " + answer.getAccepted().getDocumentId());
      }
    }

    @Override
    public void onError(Throwable error) {
      done.completeExceptionally(error);
    }

    @Override
    public void onCompleted() {
      done.complete(position);
    }
  }

  /** The events since 2025, once the view has taken in {@code position}. */
  private static void printTimeline(Channel channel, long position) {
    GetTimelineRequest.Builder request = GetTimelineRequest.newBuilder().setMinPosition(position);
    request.getFilterBuilder().getWindowBuilder().getSinceBuilder().setYear(2025);
    for (Event event :
        TimelineServiceGrpc.newBlockingStub(channel).getTimeline(request.build()).getEventsList()) {
      PartialDate day = event.getDate().getStart();
      String kind = event.getKind().name().replace("EVENT_KIND_", "");
      System.out.printf("%d-%02d-%02d %s%n", day.getYear(), day.getMonth(), day.getDay(), kind);
    }
  }

  /** What a bad request is answered with: code, stable reason, and each bad field. */
  private static void printRefusal(Channel channel) throws InvalidProtocolBufferException {
    try {
      TimelineServiceGrpc.newBlockingStub(channel)
          .getTimeline(GetTimelineRequest.newBuilder().setPageSize(-1).build());
    } catch (StatusRuntimeException error) {
      String reason = "";
      List<String> fields = new ArrayList<>();
      for (Any detail : StatusProto.fromThrowable(error).getDetailsList()) {
        if (detail.is(ErrorInfo.class)) {
          reason = detail.unpack(ErrorInfo.class).getReason();
        } else if (detail.is(BadRequest.class)) {
          detail.unpack(BadRequest.class).getFieldViolationsList().forEach(bad -> fields.add(bad.getField()));
        }
      }
      System.out.printf(
          "refused %s: %s %s%n", error.getStatus().getCode(), reason, String.join(", ", fields));
    }
  }

  /** Reads one entry of the feed, breaks off, and resumes where it stopped. */
  private static void follow(Channel channel) {
    FollowRequest.Builder place = FollowRequest.newBuilder().setUntilHead(true);
    for (long most : new long[] {1, 1000}) {
      // A call ends with the context that it was made in.
      try (Context.CancellableContext context = Context.current().withCancellation()) {
        context.run(() -> followSome(channel, place, most));
      }
    }
  }

  private static void followSome(Channel channel, FollowRequest.Builder place, long most) {
    Iterator<FollowResponse> answers =
        FeedServiceGrpc.newBlockingStub(channel).follow(place.build());
    for (long seen = 0; seen < most && answers.hasNext(); ) {
      FollowResponse answer = answers.next();
      place.setFeedId(answer.getFeedId());
      for (FeedEntry entry : answer.getEntriesList()) {
        if (seen++ < most) {
          place.setAfterPosition(entry.getPosition());
          System.out.println("feed " + entry.getDocumentId());
        }
      }
    }
  }

  /** Prints what changes until the context is cancelled. */
  private static void watch(Channel channel) {
    int seen = 0;
    boolean caughtUp = false;
    try {
      Iterator<WatchTimelineResponse> answers =
          TimelineServiceGrpc.newBlockingStub(channel)
              .watchTimeline(WatchTimelineRequest.getDefaultInstance());
      while (answers.hasNext()) {
        ChangeKind change = answers.next().getChange();
        if (change == ChangeKind.CHANGE_KIND_PRESENT) {
          seen++;
        } else if (change == ChangeKind.CHANGE_KIND_CAUGHT_UP && !caughtUp) {
          caughtUp = true; // The later ones are heartbeats.
          System.out.printf("watching after %d events%n", seen);
        }
      }
    } catch (StatusRuntimeException error) {
      if (error.getStatus().getCode() != Status.Code.CANCELLED) {
        throw error;
      }
    }
    System.out.println("stopped");
  }

  /** Watches until Ctrl-C, and lets the process end only when the watch has ended. */
  private static void watchUntilInterrupted(Channel channel) {
    Context.CancellableContext context = Context.current().withCancellation();
    Thread watching = new Thread(context.wrap(() -> watch(channel)));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  context.cancel(null);
                  try {
                    watching.join();
                  } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                  }
                  // A JVM that a signal ends exits with 130; this end is a clean one.
                  System.out.flush();
                  Runtime.getRuntime().halt(0);
                }));
    watching.start();
  }

  /** Everything in turn. */
  public static void main(String[] arguments) throws IOException {
    boolean given = arguments.length == 2;
    Channel writing = withToken(connect(given ? arguments[0] : "127.0.0.1:50051"));
    Channel reading = withToken(connect(given ? arguments[1] : "127.0.0.1:50052"));
    long position = push(writing);
    printTimeline(reading, position);
    printRefusal(reading);
    follow(writing);
    watchUntilInterrupted(reading);
  }
}
