/** `[tabs]` of the Asciidoctor Tabs extension: an example block around a list whose terms are the labels. */
import { BlockProcessor, type Block, type Reader } from '@asciidoctor/core';

export class TabsBlock extends BlockProcessor {
  constructor() {
    super('tabs', { contexts: 'example' });
  }

  override process(parent: Block, reader: Reader): Block {
    return this.createBlock(parent, 'open', [...reader.lines], { role: 'tabs' }, { content_model: 'compound' });
  }
}
