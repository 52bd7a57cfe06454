package org.stillcall.vault;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes src/test/resources/envelope-vectors.json anew; needed only when the format gets a new version. */
final class EnvelopeVectors {
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final SecureRandom RANDOM = new SecureRandom();

    private EnvelopeVectors() {}

    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        List<String> list = EnvelopeFormatTest.wordList();
        KeyPair centre = EnvelopeTwin.newPair();
        KeyPair device = EnvelopeTwin.newPair();
        KeyPair recovery = EnvelopeTwin.newPair();
        List<Map<String, Object>> envelopes = new ArrayList<>();
        byte[] pkcs8 = centre.getPrivate().getEncoded();
        String holder = TEXT.encodeToString(random(16));
        envelopes.add(vector(new EnvelopeTwin.Place(1, 1, "centre-key/1/" + holder), device, pkcs8));
        envelopes.add(vector(new EnvelopeTwin.Place(1, 1, "centre-key/1/recovery"), recovery, pkcs8));
        envelopes.add(sealed(2, 1, "plan/", centre, "{\"call\":\"Alex\",\"may\":[\"herself\"],\"who\":null}"));
        envelopes.add(sealed(3, 4_294_967_295L, "release/", centre, "{\"to\":\"Zoë – مرحبا\"}"));
        envelopes.add(sealed(4, 2, "person/", centre, "{\"name\":\"Ana\"}"));
        envelopes.add(sealed(2, 3, "plan/", centre, "{\"note\":\"" + "x".repeat(4_083) + "\"}"));

        byte[] secret = random(16);
        Map<String, Object> sheet = new LinkedHashMap<>();
        sheet.put("secret", TEXT.encodeToString(secret));
        sheet.put("words", EnvelopeTwin.phrase(list, secret));
        sheet.put("proof", TEXT.encodeToString(EnvelopeTwin.proof(secret)));
        byte[] recoveryPrivate = recovery.getPrivate().getEncoded();
        sheet.put("recoveryPrivate", TEXT.encodeToString(recoveryPrivate));
        sheet.put("recoveryPublic", TEXT.encodeToString(EnvelopeTwin.point(recovery.getPublic())));
        sheet.put("sealed", TEXT.encodeToString(EnvelopeTwin.sealRecovery(secret, random(12), recoveryPrivate)));

        Map<String, Object> all = new LinkedHashMap<>();
        all.put("envelopes", envelopes);
        all.put("recovery", sheet);
        all.put("fourWords", fourWords(list));
        all.put("voucher", voucher(centre, device, holder));
        Path file = Path.of("src", "test", "resources", "envelope-vectors.json");
        String text =
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(all);
        Files.writeString(file, text + "\n");
    }

    private static Map<String, Object> fourWords(List<String> list) throws GeneralSecurityException {
        EnvelopeTwin.Side device = side();
        EnvelopeTwin.Side approver = side();
        String join = TEXT.encodeToString(random(16));
        Map<String, Object> four = new LinkedHashMap<>();
        four.put("device", TEXT.encodeToString(device.publicKey()));
        four.put("deviceNonce", TEXT.encodeToString(device.nonce()));
        four.put("approver", TEXT.encodeToString(approver.publicKey()));
        four.put("approverNonce", TEXT.encodeToString(approver.nonce()));
        four.put("join", join);
        four.put("commitment", TEXT.encodeToString(EnvelopeTwin.commitment(approver)));
        four.put("words", EnvelopeTwin.fourWords(list, device, approver, join));
        return four;
    }

    private static Map<String, Object> voucher(KeyPair centre, KeyPair device, String holder)
            throws GeneralSecurityException {
        byte[] key = EnvelopeTwin.point(device.getPublic());
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("centrePrivate", TEXT.encodeToString(pkcs8(centre)));
        said.put("centrePublic", TEXT.encodeToString(EnvelopeTwin.point(centre.getPublic())));
        said.put("generation", 3);
        said.put("holder", holder);
        said.put("publicKey", TEXT.encodeToString(key));
        said.put("voucher", TEXT.encodeToString(EnvelopeTwin.voucher(centre, 3, holder, key)));
        return said;
    }

    private static EnvelopeTwin.Side side() throws GeneralSecurityException {
        return new EnvelopeTwin.Side(EnvelopeTwin.point(EnvelopeTwin.newPair().getPublic()), random(32));
    }

    private static Map<String, Object> sealed(int kind, long generation, String place, KeyPair centre, String json)
            throws IOException, GeneralSecurityException {
        String context = place + TEXT.encodeToString(random(16));
        Map<String, Object> vector =
                vector(new EnvelopeTwin.Place(kind, generation, context), centre, EnvelopeTwin.pad(json));
        vector.put("object", new ObjectMapper().readTree(json));
        return vector;
    }

    private static Map<String, Object> vector(EnvelopeTwin.Place place, KeyPair recipient, byte[] plain)
            throws GeneralSecurityException {
        KeyPair ephemeral = EnvelopeTwin.newPair();
        byte[] nonce = random(12);
        byte[] point = EnvelopeTwin.point(recipient.getPublic());
        Map<String, Object> vector = new LinkedHashMap<>();
        vector.put("kind", place.kind());
        vector.put("generation", place.generation());
        vector.put("context", place.context());
        vector.put("recipientPrivate", TEXT.encodeToString(pkcs8(recipient)));
        vector.put("recipientPublic", TEXT.encodeToString(point));
        vector.put("ephemeralPrivate", TEXT.encodeToString(pkcs8(ephemeral)));
        vector.put("ephemeralPublic", TEXT.encodeToString(EnvelopeTwin.point(ephemeral.getPublic())));
        vector.put("nonce", TEXT.encodeToString(nonce));
        vector.put("plain", TEXT.encodeToString(plain));
        vector.put("envelope", TEXT.encodeToString(EnvelopeTwin.seal(place, point, ephemeral, nonce, plain)));
        return vector;
    }

    private static byte[] pkcs8(KeyPair pair) {
        return pair.getPrivate().getEncoded();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
