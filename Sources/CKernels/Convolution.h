// Convolutions of images, one precision at a time (parameters as for `Elementwise.h`): every element is one chain of fused multiply-adds.

/// x[y, x, channel] of one image, 0 outside of it; y and x may be "negative", that is huge.
INLINE REAL NAME(pixel)(const REAL *image, size_t height, size_t width, size_t channels, size_t y, size_t x, size_t channel) {
  return y < height && x < width ? image[(y * width + x) * channels + channel] : (REAL)0;
}

static void NAME(convolve2d)(const ravine_convolution *s, size_t examples, const REAL *x, const REAL *w, REAL *y) {
  for (size_t n = 0; n < examples; n++, x += s->height * s->width * s->in)
    for (size_t oy = 0; oy < s->out_height; oy++)
      for (size_t ox = 0; ox < s->out_width; ox++)
        for (size_t co = 0; co < s->out; co++) {
          REAL sum = 0;
          for (size_t ky = 0; ky < s->kernel_height; ky++)
            for (size_t kx = 0; kx < s->kernel_width; kx++)
              for (size_t ci = 0; ci < s->in; ci++)
                sum = FMA(NAME(pixel)(x, s->height, s->width, s->in, oy * s->stride_y + ky - s->top, ox * s->stride_x + kx - s->left, ci),
                          w[((ky * s->kernel_width + kx) * s->in + ci) * s->out + co], sum);
          *y++ = sum;
        }
}

static void NAME(convolve2d_input_gradient)(const ravine_convolution *s, size_t examples, const REAL *dy, const REAL *w, REAL *dx) {
  for (size_t n = 0; n < examples; n++, dy += s->out_height * s->out_width * s->out)
    for (size_t iy = 0; iy < s->height; iy++)
      for (size_t ix = 0; ix < s->width; ix++)
        for (size_t ci = 0; ci < s->in; ci++) {
          REAL sum = 0;
          for (size_t ky = s->kernel_height; ky-- > 0;)
            for (size_t kx = s->kernel_width; kx-- > 0;) {
              ptrdiff_t v = (ptrdiff_t)(iy + s->top) - (ptrdiff_t)ky, u = (ptrdiff_t)(ix + s->left) - (ptrdiff_t)kx;
              if (v % (ptrdiff_t)s->stride_y != 0 || u % (ptrdiff_t)s->stride_x != 0) continue;
              for (size_t co = 0; co < s->out; co++)
                sum = FMA(NAME(pixel)(dy, s->out_height, s->out_width, s->out, (size_t)(v / (ptrdiff_t)s->stride_y),
                                      (size_t)(u / (ptrdiff_t)s->stride_x), co),
                          w[((ky * s->kernel_width + kx) * s->in + ci) * s->out + co], sum);
            }
          *dx++ = sum;
        }
}

static void NAME(convolve2d_weight_gradient)(const ravine_convolution *s, size_t examples, const REAL *x, const REAL *dy, size_t first,
                                             size_t rows, REAL *dw) {
  for (size_t row = first; row < first + rows; row++) {
    size_t ci = row % s->in, kx = row / s->in % s->kernel_width, ky = row / s->in / s->kernel_width;
    for (size_t co = 0; co < s->out; co++) {
      REAL sum = 0;
      for (size_t n = 0; n < examples; n++)
        for (size_t oy = 0; oy < s->out_height; oy++)
          for (size_t ox = 0; ox < s->out_width; ox++)
            sum = FMA(NAME(pixel)(x + n * s->height * s->width * s->in, s->height, s->width, s->in, oy * s->stride_y + ky - s->top,
                                  ox * s->stride_x + kx - s->left, ci),
                      dy[((n * s->out_height + oy) * s->out_width + ox) * s->out + co], sum);
      dw[row * s->out + co] = sum;
    }
  }
}
