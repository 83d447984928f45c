// Convolutions of images, one precision at a time (parameters as for `Elementwise.h`): matrix products whose A is an image read in place.
//
// A window of an image is a few rows of it, in each of which columns and channels lie side by side: the tiles run over a window row by row,
// the sum staying in registers. An image that is padded is first copied into scratch memory, with its zeros around it.
//
// Measured on Zen 4 with AVX-512, float32, of the processor's peak: 95–98% for 3 × 3 windows over 16 to 64 channels, all three functions, 92–95%
// with strides of 2, 94–98% for windows of 1 × 1. Lanes that channels do not fill are lost: 10 channels run at 57%, the gradient with respect
// to an image of three at 29%.

/// Extents of an image with zeros around it, and where the image stands in it; what reaches beyond is cut off.
typedef struct NAME(frame) {
  size_t height, width, channels;           // of the image
  size_t framed_height, framed_width;
  ptrdiff_t top, left;                      // where the image begins; negative when it is cut
} NAME(frame);

INLINE ptrdiff_t NAME(at_most)(ptrdiff_t a, ptrdiff_t b) { return a < b ? a : b; }

/// Whether the frame adds nothing, so that the image can be read where it stands.
INLINE int NAME(is_inside)(const NAME(frame) *f) {
  return f->top <= 0 && f->left <= 0 && (ptrdiff_t)f->framed_height <= f->top + (ptrdiff_t)f->height &&
         (ptrdiff_t)f->framed_width <= f->left + (ptrdiff_t)f->width;
}

/// The first element of the framed image, whose rows are `*row` apart; the frame's zeros are in `room` already.
static const REAL *NAME(framed)(const NAME(frame) *f, const REAL *image, REAL *room, size_t *row) {
  if (NAME(is_inside)(f)) {
    *row = f->width * f->channels;
    return image - (f->top * (ptrdiff_t)f->width + f->left) * (ptrdiff_t)f->channels;
  }
  *row = f->framed_width * f->channels;
  ptrdiff_t from = f->left < 0 ? -f->left : 0, to = NAME(at_most)((ptrdiff_t)f->width, (ptrdiff_t)f->framed_width - f->left);
  if (from >= to) return room;
  for (ptrdiff_t y = f->top < 0 ? -f->top : 0; y < NAME(at_most)((ptrdiff_t)f->height, (ptrdiff_t)f->framed_height - f->top); y++)
    memcpy(room + ((y + f->top) * (ptrdiff_t)f->framed_width + f->left + from) * (ptrdiff_t)f->channels,
           image + (y * (ptrdiff_t)f->width + from) * (ptrdiff_t)f->channels, (size_t)(to - from) * f->channels * sizeof(REAL));
  return room;
}
INLINE size_t NAME(frame_room)(const NAME(frame) *f) {
  return NAME(is_inside)(f) ? 0 : f->framed_height * f->framed_width * f->channels;
}

/// The frame that the windows of x read.
static NAME(frame) NAME(input_frame)(const ravine_convolution *s) {
  return (NAME(frame)){s->height, s->width, s->in, (s->out_height - 1) * s->stride_y + s->kernel_height,
                       (s->out_width - 1) * s->stride_x + s->kernel_width, (ptrdiff_t)s->top, (ptrdiff_t)s->left};
}

/// `columns` columns at every one of height × width places: tiles of places in a row. Places are a_row apart in A and c_row in C.
static void NAME(sweep)(size_t height, size_t width, size_t columns, NAME(operands) at, size_t a_line, REAL *c, size_t c_line, size_t c_row) {
  const REAL *a = at.a;
  const NAME(heights) heights = NAME(heights_of)(width, columns, SLIM_ROWS);
  for (size_t y = 0; y < height; y++)
    for (size_t x = 0, tile = 0, rows; x < width; x += rows, tile++) {
      rows = NAME(height)(heights, tile);
      at.a = a + y * a_line + x * at.a_row;
      NAME(ask_for_later)(&at);
      NAME(update)(rows, columns, &at, c + y * c_line + x * c_row, c_row, 0, 1);
    }
}

static void NAME(convolve2d)(const ravine_convolution *s, size_t examples, const REAL *x, const REAL *w, REAL *y) {
  if (examples * s->out_height * s->out_width * s->out == 0) return;
  const NAME(frame) frame = NAME(input_frame)(s);
  size_t depth = s->kernel_width * s->in, all = s->kernel_height * depth;
  size_t room = NAME(frame_room)(&frame), packed = all * ((s->out + PANEL - 1) / PANEL * PANEL);
  REAL *scratch = ravine_scratch((room + packed) * sizeof(REAL)), *panels = scratch + room;
  memset(scratch, 0, room * sizeof(REAL));
  for (size_t j = 0, columns; j < s->out; j += columns) {
    columns = NAME(panel_columns)(s->out - j);
    NAME(pack_columns)(all, columns, w + j, s->out, 1, panels + j * all);
  }

  for (size_t n = 0; n < examples; n++, x += s->height * s->width * s->in, y += s->out_height * s->out_width * s->out) {
    size_t row;
    const REAL *image = NAME(framed)(&frame, x, scratch, &row);
    for (size_t j = 0, columns; j < s->out; j += columns) {
      columns = NAME(panel_columns)(s->out - j);
      size_t width = NAME(panel_width)(columns);
      NAME(operands) at = {
        .a = image, .a_row = s->stride_x * s->in, .a_column = 1, .a_run = row,
        .b = panels + j * all, .b_row = width, .b_run = depth * width, .runs = s->kernel_height, .depth = depth,
      };
      NAME(sweep)(s->out_height, s->out_width, columns, at, s->stride_y * row, y + j, s->out_width * s->out, s->out);
    }
  }
}

/// One direction of the pixels of x at one phase of the stride: pixel first + i * stride meets the weights phase + j * stride for j < taps,
/// at the windows from + i - j.
typedef struct NAME(phase) { size_t first, count, phase, taps, from; } NAME(phase);

INLINE NAME(phase) NAME(phase_of)(size_t first, size_t extent, size_t stride, size_t before, size_t kernel) {
  size_t phase = (first + before) % stride;
  return (NAME(phase)){first, first < extent ? (extent - first + stride - 1) / stride : 0, phase,
                       phase < kernel ? (kernel - phase + stride - 1) / stride : 0, (first + before) / stride};
}

/// The windows form images of every phase of the strides; between them the gradient is a convolution of stride 1 with the phase's weights,
/// last first, in and out exchanged.
static void NAME(convolve2d_input_gradient)(const ravine_convolution *s, size_t examples, const REAL *dy, const REAL *w, REAL *dx) {
  if (examples * s->height * s->width * s->in == 0) return;
  // Before the first window that the first pixel meets, up to the last that the last pixel meets.
  size_t most_y = (s->kernel_height + s->stride_y - 1) / s->stride_y, most_x = (s->kernel_width + s->stride_x - 1) / s->stride_x;
  ptrdiff_t before_y = (ptrdiff_t)most_y - (ptrdiff_t)(s->top / s->stride_y) - 1;
  ptrdiff_t before_x = (ptrdiff_t)most_x - (ptrdiff_t)(s->left / s->stride_x) - 1;
  const NAME(frame) frame = {s->out_height, s->out_width, s->out, (size_t)((ptrdiff_t)((s->height - 1 + s->top) / s->stride_y) + before_y + 1),
                             (size_t)((ptrdiff_t)((s->width - 1 + s->left) / s->stride_x) + before_x + 1), before_y, before_x};
  size_t room = NAME(frame_room)(&frame), taps = s->kernel_height * s->kernel_width * s->out;
  size_t packed = taps * ((s->in + PANEL - 1) / PANEL * PANEL);
  REAL *scratch = ravine_scratch((room + packed) * sizeof(REAL)), *panels = scratch + room;
  memset(scratch, 0, room * sizeof(REAL));

  for (int packing = 1; packing >= 0; packing--)
    for (size_t n = 0; n < (packing ? 1 : examples); n++) {
      size_t row = 0;
      const REAL *image = packing ? NULL : NAME(framed)(&frame, dy + n * s->out_height * s->out_width * s->out, scratch, &row);
      for (size_t j = 0, columns; j < s->in; j += columns) {
        columns = NAME(panel_columns)(s->in - j);
        size_t width = NAME(panel_width)(columns);
        REAL *panel = panels + j * taps;
        for (size_t fy = 0; fy < s->stride_y; fy++)
          for (size_t fx = 0; fx < s->stride_x; fx++) {
            NAME(phase) v = NAME(phase_of)(fy, s->height, s->stride_y, s->top, s->kernel_height);
            NAME(phase) u = NAME(phase_of)(fx, s->width, s->stride_x, s->left, s->kernel_width);
            if (packing) {
              for (size_t a = v.taps; a-- > 0;)
                for (size_t b = u.taps; b-- > 0; panel += s->out * width)
                  NAME(pack_columns)(s->out, columns,
                                     w + (((v.phase + a * s->stride_y) * s->kernel_width + u.phase + b * s->stride_x) * s->in + j) * s->out, 1,
                                     s->out, panel);
            } else {
              NAME(operands) at = {
                .a = image + ((ptrdiff_t)(v.from - v.taps + 1) + before_y) * (ptrdiff_t)row +
                     ((ptrdiff_t)(u.from - u.taps + 1) + before_x) * (ptrdiff_t)s->out,
                .a_row = s->out, .a_column = 1, .a_run = row,
                .b = panel, .b_row = width, .b_run = u.taps * s->out * width, .runs = v.taps, .depth = u.taps * s->out,
              };
              NAME(sweep)(v.count, u.count, columns, at, row, dx + ((n * s->height + fy) * s->width + fx) * s->in + j,
                          s->stride_y * s->width * s->in, s->stride_x * s->in);
              panel += v.taps * u.taps * s->out * width;
            }
          }
      }
    }
}

/// A is an image's pixels as seen by one weight after the other, read along a row of windows; its rows are the weights' rows.
static void NAME(convolve2d_weight_gradient)(const ravine_convolution *s, size_t examples, const REAL *x, const REAL *dy, size_t first,
                                             size_t rows, REAL *dw) {
  size_t windows = s->out_height * s->out_width, last = first + rows, group = s->kernel_width * s->in;
  if (rows * s->out == 0) return;
  if (examples * windows == 0) {
    NAME(fill)(rows * s->out, 0, dw + first * s->out);
    return;
  }
  const NAME(frame) frame = NAME(input_frame)(s);
  size_t room = NAME(frame_room)(&frame);
  REAL *scratch = ravine_scratch((room + windows * PANEL) * sizeof(REAL)), *panel = scratch + room;
  memset(scratch, 0, room * sizeof(REAL));

  for (size_t n = 0; n < examples; n++, x += s->height * s->width * s->in, dy += windows * s->out) {
    size_t row;
    const REAL *image = NAME(framed)(&frame, x, scratch, &row);
    for (size_t j = 0, columns; j < s->out; j += columns) {
      columns = NAME(panel_columns)(s->out - j);
      size_t width = NAME(panel_width)(columns);
      if (columns < width) NAME(pack_columns)(windows, columns, dy + j, s->out, 1, panel);
      size_t b_row = columns < width ? width : s->out;
      for (size_t r = first, some; r < last; r += some) {
        size_t ky = r / group, rest = (ky + 1) * group < last ? (ky + 1) * group - r : last - r;
        some = NAME(height)(NAME(heights_of)(rest, columns, SLIM_ROWS), 0);
        NAME(operands) at = {
          .a = image + ky * row + r % group, .a_row = 1, .a_column = s->stride_x * s->in, .a_run = s->stride_y * row,
          .b = columns < width ? panel : dy + j, .b_row = b_row, .b_run = s->out_width * b_row,
          .runs = s->out_height, .depth = s->out_width,
        };
        NAME(ask_for_later)(&at);
        NAME(update)(some, columns, &at, dw + r * s->out + j, s->out, 0, n == 0);
      }
    }
  }
}

#undef PANEL
#undef LAST_STEPS
#undef HAS_HALVES
