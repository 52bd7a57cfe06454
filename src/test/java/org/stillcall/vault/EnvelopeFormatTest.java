package org.stillcall.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * G27, G28: docs/envelope-format.md, agreed on by two programs: the browser's modules and {@link EnvelopeTwin}. The
 * other direction, the browser opening what the twin made, is in src/test/js/crypto.test.js.
 */
@Timeout(60)
class EnvelopeFormatTest {
    private static final Path VECTORS = Path.of("src", "test", "resources", "envelope-vectors.json");
    private static final Path WORDS = Path.of("src", "main", "resources", "web", "desk", "words.js");
    private static final Path PAGE = Path.of("docs", "envelope-format.md");
    private static final Pattern FIELD = Pattern.compile(" {4}([a-z][A-Za-z]+) {2,}([^=\\s].*)");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everyVector_opensAndIsMadeAgainToTheByte() throws IOException, GeneralSecurityException {
        JsonNode vectors = JSON.readTree(Files.readString(VECTORS)).get("envelopes");
        assertTrue(vectors.size() >= 6);
        for (JsonNode vector : vectors) {
            byte[] plain = EnvelopeTwin.open(place(vector), recipient(vector), bytes(vector, "envelope"));
            assertArrayEquals(bytes(vector, "plain"), plain);
            KeyPair ephemeral = new KeyPair(
                    EnvelopeTwin.publicKey(bytes(vector, "ephemeralPublic")),
                    EnvelopeTwin.privateKey(bytes(vector, "ephemeralPrivate")));
            byte[] again = EnvelopeTwin.seal(
                    place(vector), bytes(vector, "recipientPublic"), ephemeral, bytes(vector, "nonce"), plain);
            assertArrayEquals(bytes(vector, "envelope"), again);
        }
    }

    @Test
    void derivedValuesOfTheVectors_areMadeAgain() throws IOException, GeneralSecurityException {
        JsonNode vectors = JSON.readTree(Files.readString(VECTORS));
        JsonNode sheet = vectors.get("recovery");
        byte[] secret = bytes(sheet, "secret");
        assertEquals(texts(sheet.get("words")), EnvelopeTwin.phrase(wordList(), secret));
        assertArrayEquals(bytes(sheet, "proof"), EnvelopeTwin.proof(secret));
        assertArrayEquals(bytes(sheet, "recoveryPrivate"), EnvelopeTwin.openRecovery(secret, bytes(sheet, "sealed")));
        assertFourWords(vectors.get("fourWords"));
        assertVoucher(vectors.get("voucher"));
    }

    private static void assertVoucher(JsonNode said) throws GeneralSecurityException {
        KeyPair centre = new KeyPair(
                EnvelopeTwin.publicKey(bytes(said, "centrePublic")),
                EnvelopeTwin.privateKey(bytes(said, "centrePrivate")));
        assertArrayEquals(
                bytes(said, "voucher"),
                EnvelopeTwin.voucher(
                        centre,
                        said.get("generation").asLong(),
                        said.get("holder").asText(),
                        bytes(said, "publicKey")));
    }

    /** The page's own examples, as a stranger would copy them out of it. */
    @Test
    void vectorsOnThePage_areWhatTheyAreSaidToBe() throws IOException, GeneralSecurityException {
        JsonNode vectors = JSON.readTree(Files.readString(VECTORS));
        List<JsonNode> blocks = blocksOfThePage();
        assertEquals(3, blocks.size());
        assertFourWords(blocks.get(0));
        assertVoucher(blocks.get(1));
        JsonNode vector = blocks.get(2);
        KeyPair ephemeral = new KeyPair(
                EnvelopeTwin.publicKey(bytes(vectors.at("/envelopes/4"), "ephemeralPublic")),
                EnvelopeTwin.privateKey(bytes(vector, "ephemeralPrivate")));
        byte[] plain = bytes(vector, "plain");
        byte[] envelope = bytes(vector, "envelope");
        assertArrayEquals(plain, EnvelopeTwin.open(place(vector), recipient(vector), envelope));
        assertEquals("{\"name\":\"Ana\"}", EnvelopeTwin.unpad(plain));
        byte[] again = EnvelopeTwin.seal(
                place(vector), bytes(vector, "recipientPublic"), ephemeral, bytes(vector, "nonce"), plain);
        assertArrayEquals(envelope, again);
    }

    /** Each run of indented lines that begins with a name and has a second column; further lines go on with it. */
    private static List<JsonNode> blocksOfThePage() throws IOException {
        List<JsonNode> blocks = new ArrayList<>();
        ObjectNode block = null;
        String name = "";
        for (String line : Files.readAllLines(PAGE)) {
            Matcher field = FIELD.matcher(line);
            if (field.matches()) {
                block = block == null ? JSON.createObjectNode() : block;
                name = field.group(1);
                put(block, name, field.group(2));
            } else if (block != null && line.matches(" {12,}\\S+")) {
                put(block, name, block.get(name).asText() + line.strip());
            } else if (block != null) {
                blocks.add(block);
                block = null;
            }
        }
        return blocks;
    }

    private static void put(ObjectNode block, String name, String value) {
        if (name.equals("words")) {
            var words = block.putArray(name);
            for (String word : value.split(" ")) {
                words.add(word);
            }
        } else {
            block.put(name, value);
        }
    }

    @Test
    void whatTheBrowserMade_opensHere() throws IOException, GeneralSecurityException, InterruptedException {
        JsonNode made = madeByTheBrowser();
        assertEquals(12, made.get("envelopes").size());
        for (JsonNode vector : made.get("envelopes")) {
            byte[] envelope = bytes(vector, "envelope");
            String json = EnvelopeTwin.unpad(EnvelopeTwin.open(place(vector), recipient(vector), envelope));
            assertEquals(vector.get("object"), JSON.readTree(json));
            EnvelopeTwin.Place elsewhere = new EnvelopeTwin.Place(
                    place(vector).kind(),
                    place(vector).generation(),
                    place(vector).context() + "x");
            assertThrows(
                    GeneralSecurityException.class, () -> EnvelopeTwin.open(elsewhere, recipient(vector), envelope));
        }
        JsonNode sheet = made.get("recovery");
        byte[] secret = bytes(sheet, "secret");
        assertEquals(texts(sheet.get("words")), EnvelopeTwin.phrase(wordList(), secret));
        assertArrayEquals(bytes(sheet, "proofHash"), EnvelopeTwin.sha256(EnvelopeTwin.proof(secret)));
        byte[] recovery = EnvelopeTwin.openRecovery(secret, bytes(sheet, "sealed"));
        assertEquals("EC", EnvelopeTwin.privateKey(recovery).getAlgorithm());
        assertFourWords(made.get("fourWords"));
    }

    private static void assertFourWords(JsonNode four) throws IOException, GeneralSecurityException {
        EnvelopeTwin.Side device = new EnvelopeTwin.Side(bytes(four, "device"), bytes(four, "deviceNonce"));
        EnvelopeTwin.Side approver = new EnvelopeTwin.Side(bytes(four, "approver"), bytes(four, "approverNonce"));
        assertArrayEquals(bytes(four, "commitment"), EnvelopeTwin.commitment(approver));
        String join = four.get("join").asText();
        assertEquals(texts(four.get("words")), EnvelopeTwin.fourWords(wordList(), device, approver, join));
    }

    /** The words as the browser has them. */
    static List<String> wordList() throws IOException {
        String file = Files.readString(WORDS);
        int from = file.indexOf('`') + 1;
        List<String> words =
                List.of(file.substring(from, file.indexOf('`', from)).strip().split("\\s+"));
        assertEquals(2048, words.size());
        return words;
    }

    private static JsonNode madeByTheBrowser() throws IOException, InterruptedException {
        Process node = new ProcessBuilder(
                        "node", "--import", "./src/test/js/language/register.mjs", "src/test/js/make-envelopes.mjs")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String text = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, node.waitFor());
        return JSON.readTree(text);
    }

    private static EnvelopeTwin.Place place(JsonNode vector) {
        return new EnvelopeTwin.Place(
                vector.get("kind").asInt(),
                vector.get("generation").asLong(),
                vector.get("context").asText());
    }

    private static KeyPair recipient(JsonNode vector) throws GeneralSecurityException {
        return new KeyPair(
                EnvelopeTwin.publicKey(bytes(vector, "recipientPublic")),
                EnvelopeTwin.privateKey(bytes(vector, "recipientPrivate")));
    }

    private static byte[] bytes(JsonNode vector, String name) {
        return Base64.getUrlDecoder().decode(vector.get(name).asText());
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
