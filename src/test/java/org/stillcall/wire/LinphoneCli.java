package org.stillcall.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A linphonec without sound card that registers one account and is operated from its command line. */
final class LinphoneCli implements AutoCloseable {
    private final Child child;

    private LinphoneCli(Child child) {
        this.child = child;
    }

    static LinphoneCli start(Path parent, Place at, Place registrar, String user, String password) {
        try {
            Path folder = Files.createTempDirectory(parent, "linphone");
            Files.createDirectories(folder.resolve(".local/share/linphone"));
            Path file = Files.writeString(
                    folder.resolve("linphonerc"), """
                [sip]
                sip_port=%1$d
                default_proxy=0
                guess_hostname=0
                contact=<sip:%2$s@127.0.0.1>
                register_only_when_network_is_up=0
                [auth_info_0]
                username=%2$s
                passwd=%3$s
                realm=127.0.0.1
                [proxy_0]
                reg_proxy=<sip:%4$s>
                reg_identity=sip:%2$s@%4$s
                reg_expires=60
                reg_sendregister=1
                publish=0
                """.formatted(at.port(), user, password, registrar));
            LinphoneCli phone = new LinphoneCli(Child.start(folder, List.of("linphonec", "-c", file.toString())));
            phone.order("soundcard use files");
            phone.awaitScreen("Using wav files");
            return phone;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void order(String command) {
        child.write(command + "\n");
    }

    void awaitScreen(String part) {
        child.out().await(part);
    }

    Lines screen() {
        return child.out();
    }

    @Override
    public void close() {
        order("quit");
        child.close();
    }
}
