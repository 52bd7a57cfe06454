package org.stillcall.vault;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.AesGcm;
import org.stillcall.base.Base64Url;
import org.stillcall.base.Limits;
import org.stillcall.base.X25519;

/**
 * A sealed number as read from its compact form (RFC 7516 section 7.1), still encrypted: only ECDH-ES on X25519 with
 * A256GCM, only header members that are known here.
 */
record Jwe(Header header, byte[] associated, byte[] nonce, byte[] sealed) {
    private static final Set<String> HEADER_MEMBERS = Set.of("alg", "enc", "epk", "kid", "apu", "apv", "typ", "cty");
    private static final Set<String> KEY_MEMBERS = Set.of("kty", "crv", "x");
    private static final byte[] NONE = new byte[0];
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(4)
                            .maxStringLength(Limits.SEALED_NUMBER_CHARACTERS)
                            .build())
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The peer's public key and the parties' names that go into the key derivation. */
    record Header(byte[] peer, byte[] producer, byte[] recipient) {
        static Header to(byte[] peer) {
            return new Header(peer, NONE, NONE);
        }
    }

    /** What came of reading. */
    sealed interface Reading permits Read, Refused {}

    record Read(Jwe jwe) implements Reading {}

    record Refused(CallKeys.Reason reason) implements Reading {}

    private static final Reading MALFORMED = new Refused(CallKeys.Reason.MALFORMED);
    private static final Reading NOT_ACCEPTED = new Refused(CallKeys.Reason.NOT_ACCEPTED);

    /** How long the text is. */
    int textBytes() {
        return sealed.length - AesGcm.TAG_BYTES;
    }

    /** Reads a compact JWE that claims to be for the key {@code kid}. */
    static Reading read(String kid, String compact) {
        if (compact.length() > Limits.SEALED_NUMBER_CHARACTERS) {
            return new Refused(CallKeys.Reason.TOO_LONG);
        }
        String[] parts = compact.split("\\.", -1);
        if (parts.length != 5) {
            return MALFORMED;
        }
        byte[] header = Base64Url.decode(parts[0]);
        byte[] nonce = Base64Url.decode(parts[2]);
        byte[] ciphertext = Base64Url.decode(parts[3]);
        byte[] tag = Base64Url.decode(parts[4]);
        if (header == null || nonce == null || ciphertext == null || tag == null) {
            return MALFORMED;
        }
        if (nonce.length != AesGcm.NONCE_BYTES || tag.length != AesGcm.TAG_BYTES || ciphertext.length == 0) {
            return MALFORMED;
        }
        if (!parts[1].isEmpty()) { // direct agreement has no encrypted key (RFC 7518 section 4.6)
            return NOT_ACCEPTED;
        }
        if (ciphertext.length > Limits.SEALED_NUMBER_BYTES) {
            return new Refused(CallKeys.Reason.TOO_LONG);
        }
        byte[] sealed = new byte[ciphertext.length + tag.length];
        System.arraycopy(ciphertext, 0, sealed, 0, ciphertext.length);
        System.arraycopy(tag, 0, sealed, ciphertext.length, tag.length);
        JsonNode json = object(header);
        if (json == null) {
            return MALFORMED;
        }
        Header accepted = accept(kid, json);
        if (accepted == null) {
            return NOT_ACCEPTED;
        }
        return new Read(new Jwe(accepted, parts[0].getBytes(StandardCharsets.US_ASCII), nonce, sealed));
    }

    private static @Nullable Header accept(String kid, JsonNode json) {
        for (Map.Entry<String, JsonNode> member : json.properties()) {
            if (!HEADER_MEMBERS.contains(member.getKey())) { // crit and zip among them
                return null;
            }
            if (member.getKey().equals("epk") != member.getValue().isObject()
                    || !member.getKey().equals("epk") && !member.getValue().isTextual()) {
                return null;
            }
        }
        boolean ours = json.path("alg").asText().equals("ECDH-ES")
                && json.path("enc").asText().equals("A256GCM")
                && json.path("kid").asText(kid).equals(kid);
        byte[] peer = publicKey(json.path("epk"));
        byte[] producer = Base64Url.decode(json.path("apu").asText());
        byte[] recipient = Base64Url.decode(json.path("apv").asText());
        if (!ours || peer == null || producer == null || recipient == null) {
            return null;
        }
        int most = Limits.SEALED_NUMBER_PARTY_BYTES;
        return producer.length > most || recipient.length > most ? null : new Header(peer, producer, recipient);
    }

    /** The public key in a JWK, or null when it is not one on X25519 or holds more than a public key. */
    static byte @Nullable [] publicKey(String jwk) {
        JsonNode json = object(jwk.getBytes(StandardCharsets.UTF_8));
        return json == null ? null : publicKey(json);
    }

    private static byte @Nullable [] publicKey(JsonNode jwk) {
        for (Map.Entry<String, JsonNode> member : jwk.properties()) {
            if (!KEY_MEMBERS.contains(member.getKey()) || !member.getValue().isTextual()) {
                return null;
            }
        }
        byte[] key = Base64Url.decode(jwk.path("x").asText());
        boolean ours = jwk.path("kty").asText().equals("OKP")
                && jwk.path("crv").asText().equals("X25519");
        return ours && key != null && key.length == X25519.KEY_BYTES ? key : null;
    }

    private static @Nullable JsonNode object(byte[] text) {
        try {
            JsonNode json = JSON.readTree(text);
            return json != null && json.isObject() ? json : null;
        } catch (JacksonException e) { // a peer's text: its words go nowhere
            return null;
        } catch (IOException e) {
            return null;
        }
    }
}
