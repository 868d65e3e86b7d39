/** Models that run in this process: ONNX Runtime and the tokenizers of Hugging Face. */
@NullMarked
package dev.whimbrel.embedding.local;

import org.jspecify.annotations.NullMarked;
