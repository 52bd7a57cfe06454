package org.stillcall.vault;

import static org.stillcall.base.Contract.require;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the log signs after each batch: how many receipts there are and the root over all of them. As text it is a
 * checkpoint in a signed note with one signature (C2SP tlog-checkpoint and signed-note).
 *
 * @param origin the log's own name, random; no centre's
 * @param seal 4 bytes of the key's id and 64 of the Ed25519 signature
 */
public record Checkpoint(String origin, long size, byte[] root, byte[] seal) {
    /** Lines of the text. */
    static final int LINES = 5;
    /** Longest text taken, in bytes; a longer one is refused. */
    static final int MOST_BYTES = 512;

    static final int SEAL_BYTES = LogKey.ID_BYTES + LogKey.SIGNATURE_BYTES;

    private static final String DASH = "\u2014 ";

    public Checkpoint {
        require(LogKey.isName(origin), "A log's name is plain text without blanks.");
        require(size >= 0, "A log's size is not below 0.");
        require(root.length == MerkleTree.HASH_BYTES, "A root has 32 bytes.");
        require(seal.length == SEAL_BYTES, "A seal has 68 bytes.");
    }

    /** What is signed: origin, size and root, a line each. */
    static String body(String origin, MerkleTree.Head head) {
        return origin + "\n" + head.size() + "\n" + Base64.getEncoder().encodeToString(head.root()) + "\n";
    }

    public MerkleTree.Head head() {
        return new MerkleTree.Head(size, root);
    }

    /** The whole note: body, empty line, signature line. */
    public String text() {
        return body(origin, head()) + "\n" + DASH + origin + " "
                + Base64.getEncoder().encodeToString(seal) + "\n";
    }

    /** Where the last whole note of several ends: behind the last signature line that has its end; 0 if none has. */
    static int endOfLast(byte[] notes) {
        String bytes = latin(notes);
        String signature = "\n" + latin(DASH.getBytes(StandardCharsets.UTF_8));
        int start = bytes.lastIndexOf(signature);
        while (start >= 0) {
            int end = bytes.indexOf('\n', start + 1);
            if (end >= 0) {
                return end + 1;
            }
            start = bytes.lastIndexOf(signature, start - 1);
        }
        return 0;
    }

    /** The last note of several that are whole. */
    static byte[] lastOf(byte[] notes) {
        int begin = notes.length;
        int lines = 0;
        while (begin > 0 && (notes[begin - 1] != '\n' || lines++ < LINES)) {
            begin--;
        }
        return Arrays.copyOfRange(notes, begin, notes.length);
    }

    /**
     * Whether what stands behind the last whole note can be what a kill left of the next one: whether other bytes
     * behind it make it whole. Zeros at its end are room that a file system gave and nobody filled.
     */
    static boolean isTorn(byte[] rest, String origin) {
        String begun = latin(rest).replaceAll("\0+\\z", "");
        String[] lines = begun.split("\n", -1);
        String size = lines.length < 2 || lines[1].isEmpty() ? "0" : lines[1];
        if (!size.matches("[0-9]{1,18}")) {
            return begun.isEmpty();
        }
        byte[] whole = new Checkpoint(
                        origin, Long.parseLong(size), new byte[MerkleTree.HASH_BYTES], new byte[SEAL_BYTES])
                .text()
                .getBytes(StandardCharsets.UTF_8);
        if (begun.length() >= whole.length) {
            return false;
        }
        System.arraycopy(rest, 0, whole, 0, begun.length());
        return parse(whole).filter(made -> made.origin().equals(origin)).isPresent();
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The checkpoint of which this is the text; none unless every byte is what {@link #text()} would write. */
    public static Optional<Checkpoint> parse(byte[] text) {
        if (text.length > MOST_BYTES) {
            return Optional.empty();
        }
        List<String> lines = List.of(new String(text, StandardCharsets.UTF_8).split("\n", -1));
        if (lines.size() != LINES + 1 || !LogKey.isName(lines.getFirst())) {
            return Optional.empty();
        }
        String origin = lines.getFirst();
        String signer = DASH + origin + " ";
        Optional<byte[]> root = base64(lines.get(2), MerkleTree.HASH_BYTES);
        Optional<byte[]> seal = lines.get(4).startsWith(signer)
                ? base64(lines.get(4).substring(signer.length()), SEAL_BYTES)
                : Optional.empty();
        if (root.isEmpty() || seal.isEmpty() || !lines.get(1).matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        Checkpoint read = new Checkpoint(origin, Long.parseLong(lines.get(1)), root.get(), seal.get());
        return Arrays.equals(read.text().getBytes(StandardCharsets.UTF_8), text) ? Optional.of(read) : Optional.empty();
    }

    static Optional<byte[]> base64(String text, int bytes) {
        try {
            byte[] read = Base64.getDecoder().decode(text);
            return read.length == bytes ? Optional.of(read) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Checkpoint that && text().equals(that.text());
    }

    @Override
    public int hashCode() {
        return Objects.hash(origin, size, Arrays.hashCode(root));
    }
}
