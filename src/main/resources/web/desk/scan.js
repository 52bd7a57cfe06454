// Looks for a square code with this device's camera. The pictures stay in this page and are overwritten by the next.

import {button, el, heading, step} from './dom.js';
import {reader} from './qr.js';
import {say} from './say.js';

const EVERY_MILLIS = 150;
const MOST_PIXELS = 720; // along a side: enough for a sheet held at arm's length

export const canScan = () => navigator.mediaDevices?.getUserMedia !== undefined;

const plainly = text => Object.assign(new Error('No camera.'), {forPeople: text});

async function camera() {
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: false, video: {facingMode: 'environment', width: {ideal: 1_280}, height: {ideal: 720}}});
  } catch {
    throw plainly(say('The camera cannot be used here. Please type the words.'));
  }
}

/**
 * Shows what the camera sees until 'understand' makes something of a code's text; 'found' gets that, 'back' leads away.
 * 'place.set' gets what switches the camera off, for a page that goes away meanwhile.
 */
export async function scan(root, {understand, found, back}, place) {
  const [read, stream] = await Promise.all([reader(), camera()]);
  const video = el('video', {class: 'camera', playsinline: true, 'aria-label': say('What the camera sees')});
  const canvas = el('canvas');
  let timer = 0;
  const stop = () => {
    clearTimeout(timer);
    stream.getTracks().forEach(track => track.stop());
    video.srcObject = null;
    canvas.width = 0; // with the last picture
  };
  place.set(stop);
  if (!root.isConnected) {
    stop();
    return;
  }
  video.muted = true;
  video.srcObject = stream;

  function look() {
    const {videoWidth, videoHeight} = video;
    if (videoWidth > 0) {
      const scale = Math.min(1, MOST_PIXELS / Math.min(videoWidth, videoHeight));
      canvas.width = Math.round(videoWidth * scale);
      canvas.height = Math.round(videoHeight * scale);
      const pen = canvas.getContext('2d', {willReadFrequently: true});
      pen.drawImage(video, 0, 0, canvas.width, canvas.height);
      const text = read(pen.getImageData(0, 0, canvas.width, canvas.height));
      const meant = text === null ? null : understand(text);
      if (meant !== null) {
        stop();
        found(meant);
        return;
      }
    }
    timer = setTimeout(look, EVERY_MILLIS);
  }

  step(root, heading(say('Hold the square before the camera')), video,
      el('p', {class: 'hint', text: say('It is read on this device. No picture is kept.')}),
      button(say('Type the words instead'), () => {
        stop();
        back();
      }, {kind: 'link'}));
  await video.play().catch(() => {}); // a page that goes away in the middle
  look();
}
