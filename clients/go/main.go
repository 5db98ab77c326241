// Command go pushes documents, asks for a timeline, follows the feed and watches.
//
// Usage: go run . [INGEST QUERY], by default 127.0.0.1:50051 and 127.0.0.1:50052.
// With CHANCERY_TOKEN set, every call carries it as a bearer token.
package main

//go:generate buf generate

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"strings"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/timestamppb"

	chancery "chancery/clients/go/generated/chancery/v1"
)

// connect returns a connection that retries what may be retried.
func connect(address string) (*grpc.ClientConn, error) {
	retries, err := os.ReadFile("../service_config.json")
	if err != nil {
		return nil, err
	}
	return grpc.NewClient(address,
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultServiceConfig(string(retries)))
}

// document returns an article of 3 June 2025, which anchors "Monday".
func document(id, body string) *chancery.Document {
	published := timestamppb.New(time.Date(2025, 6, 3, 8, 0, 0, 0, time.UTC))
	return &chancery.Document{Id: id, Body: body, Source: "Example", PublishTime: published}
}

var documents = []*chancery.Document{
	document("clinics", "Moldova and Romania signed a memorandum on rural clinics in Chisinau on Monday."),
	document("blank", ""),
	document("visit", "Norwegian Prime Minister Jonas Gahr Store visited Nairobi on 28 May 2025."),
}

// push sends every document over one stream and returns the position to wait for.
func push(ctx context.Context, connection *grpc.ClientConn) (int64, error) {
	stream, err := chancery.NewIngestServiceClient(connection).IngestDocuments(ctx)
	if err != nil {
		return 0, err
	}
	// Sent from a goroutine of its own: a service that is full stops reading until its answers are read.
	go func() {
		for _, each := range documents {
			if stream.Send(&chancery.IngestDocumentsRequest{Document: each}) != nil {
				return // Recv tells why.
			}
		}
		_ = stream.CloseSend()
	}()
	var position int64
	for {
		answer, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return position, nil
		}
		if err != nil {
			return 0, err
		}
		if bad := answer.GetRejected(); bad != nil {
			fmt.Printf("rejected %s: %s %s\n", bad.DocumentId, bad.Reason, rejectedFields(bad))
		} else {
			position = max(position, answer.GetAccepted().Position)
			fmt.Println("accepted", answer.GetAccepted().DocumentId)
		}
	}
}

func rejectedFields(bad *chancery.Rejection) string {
	var fields []string
	for _, violation := range bad.FieldViolations {
		fields = append(fields, violation.Field)
	}
	return strings.Join(fields, ", ")
}

// printTimeline prints the events since 2025, once the view has taken in position.
func printTimeline(ctx context.Context, connection *grpc.ClientConn, position int64) error {
	since := &chancery.PartialDate{Year: 2025}
	answer, err := chancery.NewTimelineServiceClient(connection).GetTimeline(ctx, &chancery.GetTimelineRequest{
		Filter:      &chancery.EventFilter{Window: &chancery.DateWindow{Since: since}},
		MinPosition: position,
	})
	if err != nil {
		return err
	}
	for _, event := range answer.Events {
		day := event.Date.Start
		kind := strings.TrimPrefix(event.Kind.String(), "EVENT_KIND_")
		fmt.Printf("%d-%02d-%02d %s\n", day.Year, day.Month, day.Day, kind)
	}
	return nil
}

// printRefusal prints what a bad request is answered with: code, stable reason, and each bad field.
func printRefusal(ctx context.Context, connection *grpc.ClientConn) {
	_, err := chancery.NewTimelineServiceClient(connection).GetTimeline(ctx, &chancery.GetTimelineRequest{PageSize: -1})
	refusal := status.Convert(err)
	var reason string
	var fields []string
	for _, detail := range refusal.Details() {
		switch detail := detail.(type) {
		case *errdetails.ErrorInfo:
			reason = detail.Reason
		case *errdetails.BadRequest:
			for _, violation := range detail.FieldViolations {
				fields = append(fields, violation.Field)
			}
		}
	}
	code := refusal.Code()
	name := map[codes.Code]string{codes.InvalidArgument: "INVALID_ARGUMENT"}[code]
	fmt.Printf("refused %s: %s %s\n", name, reason, strings.Join(fields, ", "))
}

// follow reads one entry of the feed, breaks off, and resumes where it stopped.
func follow(ctx context.Context, connection *grpc.ClientConn) error {
	place := &chancery.FollowRequest{UntilHead: true}
	for _, most := range []int{1, 1000} {
		if err := followSome(ctx, connection, place, most); err != nil {
			return err
		}
	}
	return nil
}

// followSome moves place on by at most so many entries.
func followSome(ctx context.Context, connection *grpc.ClientConn, place *chancery.FollowRequest, most int) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stream, err := chancery.NewFeedServiceClient(connection).Follow(ctx, place)
	for seen := 0; err == nil && seen < most; {
		var answer *chancery.FollowResponse
		if answer, err = stream.Recv(); err != nil {
			break
		}
		place.FeedId = answer.FeedId
		for _, entry := range answer.Entries[:min(most-seen, len(answer.Entries))] {
			place.AfterPosition = entry.Position
			seen++
			fmt.Println("feed", entry.DocumentId)
		}
	}
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// watch prints what changes until the context ends, which Ctrl-C brings about.
func watch(ctx context.Context, connection *grpc.ClientConn) error {
	stream, err := chancery.NewTimelineServiceClient(connection).WatchTimeline(ctx, &chancery.WatchTimelineRequest{})
	seen, caughtUp := 0, false
	for err == nil {
		var answer *chancery.WatchTimelineResponse
		if answer, err = stream.Recv(); err != nil {
			break
		}
		switch {
		case answer.Change == chancery.ChangeKind_CHANGE_KIND_PRESENT:
			seen++
		case answer.Change == chancery.ChangeKind_CHANGE_KIND_CAUGHT_UP && !caughtUp:
			caughtUp = true // The later ones are heartbeats.
			fmt.Printf("watching after %d events\n", seen)
		}
	}
	if status.Code(err) != codes.Canceled {
		return err
	}
	fmt.Println("stopped")
	return nil
}

func run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if token := os.Getenv("CHANCERY_TOKEN"); token != "" {
		ctx = metadata.AppendToOutgoingContext(ctx, "authorization", "Bearer "+token)
	}
	addresses := []string{"127.0.0.1:50051", "127.0.0.1:50052"}
	if len(os.Args) == 3 {
		addresses = os.Args[1:]
	}
	writing, err := connect(addresses[0])
	if err != nil {
		return err
	}
	defer writing.Close()
	reading, err := connect(addresses[1])
	if err != nil {
		return err
	}
	defer reading.Close()
	position, err := push(ctx, writing)
	if err != nil {
		return err
	}
	if err := printTimeline(ctx, reading, position); err != nil {
		return err
	}
	printRefusal(ctx, reading)
	if err := follow(ctx, writing); err != nil {
		return err
	}
	return watch(ctx, reading)
}

func main() {
	if err := run(); err != nil {
		log.Fatal(err)
	}
}
