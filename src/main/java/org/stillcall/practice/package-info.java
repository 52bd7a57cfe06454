/**
 * The practice carrier: another company's exchange with five survivors' handsets, and one advocate's desk phone,
 * simulated over real SIP and RTP on the loopback interface, so that a centre sees everything working without a
 * provider.
 *
 * <p>Promises: it learns everything from the wire, as a real carrier does, and each handset shows what a real phone,
 * its call log, its voicemail and its bill would show; faulty on demand ({@link org.stillcall.practice.Fault}).
 * Never: listens beyond loopback, keeps a dialled number (a dialled number is compared with constants in place),
 * keeps audio (a voicemail is a count of seconds), touches the disk. Who runs it: the loop that it is given owns
 * every handset; the desk's methods may be called from any thread. Limits: {@link org.stillcall.practice.Traces},
 * {@link org.stillcall.practice.Watchers}.
 */
@NullMarked
package org.stillcall.practice;

import org.jspecify.annotations.NullMarked;
