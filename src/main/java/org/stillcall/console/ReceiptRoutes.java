package org.stillcall.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Base64Url;
import org.stillcall.console.Route.Needs;
import org.stillcall.vault.Checkpoint;
import org.stillcall.vault.Receipt;
import org.stillcall.vault.ReceiptLog;

/** The log of receipts and what proves that a receipt stands in it and that nothing was taken out. */
final class ReceiptRoutes {
    private final ReceiptLog log;

    ReceiptRoutes(ReceiptLog log) {
        this.log = log;
    }

    List<Route> all() {
        return List.of(
                Route.get("/api/receipts", this::list).needs(Needs.HOST_TOO),
                Route.get("/api/receipts/consistency", this::consistency).needs(Needs.HOST_TOO),
                Route.get("/api/receipts/{index}", this::show).needs(Needs.HOST_TOO));
    }

    private void list(Context request) {
        long from = number(request.queryParam("from"), 0);
        Checkpoint checkpoint = log.checkpoint();
        List<Receipt> receipts = log.list(from, ReceiptLog.LIST).stream()
                .filter(receipt -> receipt.index() < checkpoint.size())
                .toList();
        Exchange.answer(request, 200, Json.object(json -> {
            write(json, checkpoint);
            json.writeArrayFieldStart("receipts");
            for (Receipt receipt : receipts) {
                write(json, receipt);
            }
            json.writeEndArray();
        }));
    }

    private void show(Context request) {
        Checkpoint checkpoint = log.checkpoint();
        long index = number(request.pathParam("index"), -1);
        if (index < 0 || index >= checkpoint.size()) {
            throw new RefusedException(Refusal.NO_SUCH_RECEIPT);
        }
        Receipt receipt = log.get(index);
        List<byte[]> proof = log.inclusion(index, checkpoint.size());
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeFieldName("receipt");
            write(json, receipt);
            write(json, "proof", proof);
            write(json, checkpoint);
        }));
    }

    /**
     * That the first {@code from} receipts stand unchanged in the first {@code to}, or below the present checkpoint.
     */
    private void consistency(Context request) {
        Checkpoint checkpoint = log.checkpoint();
        long from = number(request.queryParam("from"), -1);
        long to = number(request.queryParam("to"), checkpoint.size());
        if (from < 0 || from > to || to > checkpoint.size()) {
            throw new RefusedException(Refusal.NO_SUCH_RECEIPT);
        }
        List<byte[]> proof = log.consistency(from, to);
        Exchange.answer(request, 200, Json.object(json -> {
            write(json, "proof", proof);
            write(json, checkpoint);
        }));
    }

    private static long number(@Nullable String text, long otherwise) {
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        return Long.parseLong(text);
    }

    private void write(JsonGenerator json, Checkpoint checkpoint) throws IOException {
        json.writeNumberField("size", checkpoint.size());
        json.writeStringField("root", Base64Url.encode(checkpoint.root()));
        json.writeStringField("checkpoint", checkpoint.text());
        json.writeStringField("key", log.key().text());
    }

    private static void write(JsonGenerator json, String field, List<byte[]> hashes) throws IOException {
        json.writeArrayFieldStart(field);
        for (byte[] hash : hashes) {
            json.writeString(Base64Url.encode(hash));
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Receipt receipt) throws IOException {
        json.writeStartObject();
        json.writeNumberField("index", receipt.index());
        json.writeStringField("kind", receipt.kind().name());
        json.writeNumberField("hour", receipt.hour());
        json.writeStringField("token", Base64Url.encode(receipt.token()));
        json.writeEndObject();
    }
}
