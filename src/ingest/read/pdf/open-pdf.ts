/** Opens a PDF with pdfjs, set up for reading only: nothing is run, drawn, decoded or loaded from elsewhere. */
import { getDocument, PDFWorker, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { WorkerMessageHandler } from 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import { createDirectPort } from './direct-port.js';

/** Why a PDF can't be read. */
export type PdfFault = 'password' | 'damaged';

export class PdfFaultError extends Error {
  constructor(
    readonly fault: PdfFault,
    message: string,
  ) {
    super(message);
    this.name = 'PdfFaultError';
  }
}

/**
 * Files that are encrypted with an empty user password open without being asked for one.
 * @param bytes are left as they are.
 */
export async function openPdf(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  const port = createDirectPort();
  WorkerMessageHandler.initializeFromPort(port);
  const task = getDocument({
    data: bytes,
    worker: PDFWorker.create({ port: port as never, verbosity: 0 }),
    isEvalSupported: false,
    // Pictures are left out before they are decoded: they hold no text, and decoders are the usual way in for attacks.
    maxImageSize: 1,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    useWasm: false,
    disableFontFace: true,
    fontExtraProperties: true,
    useSystemFonts: false,
    cMapUrl: new URL('../../cmaps/', import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs')).href.replace(
      'file://',
      '',
    ),
    cMapPacked: true,
    verbosity: 0,
  });
  try {
    return await task.promise;
  } catch (error) {
    throw faultOf(error);
  }
}

export function faultOf(error: unknown): PdfFaultError {
  const name = error instanceof Error ? error.name : '';
  const message = error instanceof Error ? error.message : String(error);
  if (name === 'PasswordException') return new PdfFaultError('password', message);
  return new PdfFaultError('damaged', message);
}
