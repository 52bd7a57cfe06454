package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host is told when the root of keys stands where destroying it may not make it gone (B4). */
class RootPlaceTest {
    private static final String LINES = """
            21 1 8:1 / / rw,relatime shared:1 - btrfs /dev/sda1 rw,space_cache
            22 21 8:2 / %1$s rw,noatime - ext4 /dev/sdb1 rw,data=ordered
            23 22 8:3 / %1$s/copies rw - zfs pool rw
            24 22 8:4 / %1$s/journal rw - ext4 /dev/sdc1 rw,data=journal
            25 22 8:5 / %1$s/with\\040blank rw - overlay overlay rw
            broken line
            """;

    @TempDir
    Path folder;

    private List<String> warnings(String root, String data) throws IOException {
        Path here = folder.toRealPath();
        Path mounts = Files.writeString(here.resolve("mountinfo"), LINES.formatted(here));
        return new RootPlace(here.resolve(root), here.resolve(data), mounts).present();
    }

    private void warns(String part, String root) throws IOException {
        List<String> said = warnings(root, "data");
        assertEquals(1, said.size(), said.toString());
        assertTrue(said.getFirst().contains(part), said.toString());
    }

    @Test
    void rootOfItsOwn_onAFileSystemThatWritesInPlace_isFine() throws IOException {
        assertEquals(List.of(), warnings("root", "data"));
    }

    @Test
    void rootInTheDataFolder_isWarnedOf_alsoBehindALink() throws IOException {
        warns("in the data folder", "data/root");
        Files.createDirectories(folder.resolve("data/root"));
        Files.createSymbolicLink(folder.resolve("elsewhere"), folder.resolve("data/root"));
        warns("in the data folder", "elsewhere");
    }

    @Test
    void fileSystemsThatKeepWhatIsOverwritten_areWarnedOf() throws IOException {
        warns("may keep what is overwritten", "copies/root");
        warns("may keep what is overwritten", "with blank/root");
        warns("data=journal", "journal/root");
        assertEquals(
                1,
                new RootPlace(
                                Path.of("/root-of-keys"),
                                folder,
                                folder.toRealPath().resolve("mountinfo"))
                        .present()
                        .size());
    }

    @Test
    void token_isNotWarnedOf_andWhatIsNotKnownNeither() throws IOException {
        Keeping.Root token = new Keeping.Root.Token(Path.of("library"), 1, Path.of("pin"));
        assertEquals(Optional.empty(), RootPlace.of(token, folder));
        assertEquals(
                List.of(), new RootPlace(folder.resolve("a"), folder.resolve("b"), folder.resolve("none")).present());
        assertTrue(
                RootPlace.of(new Keeping.Root.Folder(Optional.empty()), folder).isPresent());
    }
}
