package org.stillcall.console;

import java.util.List;

/** What the host should put right, each as one sentence with what to do; shown at the health check to token holders. */
@FunctionalInterface
public interface Warnings {
    List<String> present();
}
