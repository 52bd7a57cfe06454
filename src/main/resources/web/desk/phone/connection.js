// One WebRTC connection with the server: G.711 and telephone keys, nothing else. The server is found by its answer, so
// no address of this device is ever written down or sent: an offer leaves before the browser has looked for any.

const CODECS = /^audio\/(pcmu|pcma|telephone-event)$/i;
const KEY_MILLIS = 100;

function onlyTelephony(transceiver) {
  const all = RTCRtpReceiver.getCapabilities?.('audio')?.codecs ?? [];
  const ours = all.filter(({mimeType, clockRate}) => CODECS.test(mimeType) && clockRate === 8_000);
  if (ours.length > 0) {
    transceiver.setCodecPreferences?.(ours);
  }
}

/** A description without the browser's own addresses, should there be any in it. */
export const withoutAddresses = sdp => sdp.split('\r\n').filter(line => !line.startsWith('a=candidate:')).join('\r\n');

export class Connection {
  #peer;
  #sender;

  /**
   * @param ways {urls, username, credential} of relays, for a network that lets only TCP through
   * @param hears {state(word), heard(stream)}: 'connected', 'disconnected' or 'failed', and the other side's sound
   */
  constructor(track, ways, hears) {
    const peer = new RTCPeerConnection({bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require', iceServers: ways});
    this.#peer = peer;
    peer.addEventListener('connectionstatechange', () => hears.state(peer.connectionState));
    peer.addEventListener('track', ({track: theirs}) => hears.heard(new MediaStream([theirs])));
    const transceiver = peer.addTransceiver(track, {direction: 'sendrecv'});
    this.#sender = transceiver.sender;
    onlyTelephony(transceiver);
  }

  get state() {
    return this.#peer.connectionState;
  }

  /** The browser's description; 'again' for another path of the same connection (an ICE restart). */
  async offer(again) {
    const offer = await this.#peer.createOffer({iceRestart: again});
    await this.#peer.setLocalDescription(offer);
    return withoutAddresses(this.#peer.localDescription.sdp);
  }

  /** The server's answer; one that nobody waits for is dropped. */
  async answer(sdp) {
    if (this.#peer.signalingState === 'have-local-offer') {
      await this.#peer.setRemoteDescription({type: 'answer', sdp});
    }
  }

  replace(track) {
    return this.#sender.replaceTrack(track);
  }

  /** Presses a key in the sound; false where the browser cannot. */
  key(key) {
    const keys = this.#sender.dtmf;
    if (!keys?.canInsertDTMF) {
      return false;
    }
    keys.insertDTMF(keys.toneBuffer + key, KEY_MILLIS);
    return true;
  }

  close() {
    this.#peer.close();
  }
}
