# Filled contours of the surface; over them every measured series as a path from an open circle to a filled one, and all other
# series as lines. Levels are powers of ten, or equal parts of them, on a logarithmic z axis, else even steps; a figure may name
# its own among its gnuplot commands: levels = '0.1 1 10 100'.

# The levels, ascending.
shown(z) = z_log ? log10(z) : z
if (!exists('levels')) {
  levels = ''
  span = shown(z_max) - shown(z_min)
  rough = span > 0 ? span / 12.0 : 1.0
  power = 10.0**floor(log10(rough))
  part = rough <= power ? power : rough <= 2 * power ? 2 * power : rough <= 5 * power ? 5 * power : 10 * power
  if (z_log) { part = rough <= 0.25 ? 0.25 : rough <= 0.5 ? 0.5 : ceil(rough) }
  do for [k = int(floor(shown(z_min) / part)) + 1 : int(ceil(shown(z_max) / part)) - 1] {
    levels = levels.sprintf(' %.17g', z_log ? 10.0**(k * part) : k * part)
  }
  if (words(levels) == 0) { levels = sprintf('%.17g', z_max) }
}
level_count = words(levels)
array level[level_count]
# gnuplot reads "1e-3" as 1 with something behind it; "1.0e-3" it reads.
mark(w) = strstrt(w, 'e')
number(w) = mark(w) > 0 && strstrt(w, '.') == 0 ? real(w[1:mark(w) - 1].'.0'.w[mark(w):*]) : real(w)
do for [k = 1:level_count] { level[k] = number(word(levels, k)) }

# The fill is an image, finer than the grid, which is evenly spaced. Between its points the surface is a cubic convolution (Keys
# 1981), which keeps a narrow valley whole; where that undershoots 0 on a logarithmic axis it is bilinear.
array height[surface_columns * surface_rows]
filled = 0
stats $series index surface_index using (filled = filled + 1, height[filled] = column(column_z), 0) nooutput
inside(i, count) = i < 0 ? 0 : i > count - 1 ? count - 1 : i
at(i, j) = height[inside(j, surface_rows) * surface_columns + inside(i, surface_columns) + 1]
cubic(a, b, c, d, t) = b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
across(i, j, t) = cubic(at(i - 1, j), at(i, j), at(i + 1, j), at(i + 2, j), t)
smooth_at(i, j, s, t) = cubic(across(i, j - 1, s), across(i, j, s), across(i, j + 1, s), across(i, j + 2, s), t)
plain_at(i, j, s, t) = (1 - t) * ((1 - s) * at(i, j) + s * at(i + 1, j)) + t * ((1 - s) * at(i, j + 1) + s * at(i + 1, j + 1))
sure(z, i, j, s, t) = z == z && (!z_log || z > 0) ? z : plain_at(i, j, s, t)
cell(t, count) = t < 0 ? 0 : t >= count - 1 ? count - 2 : int(t)
in_cell(i, j, s, t) = sure(smooth_at(i, j, s, t), i, j, s, t)
on_grid(s, t) = in_cell(cell(s, surface_columns), cell(t, surface_rows), s - cell(s, surface_columns), t - cell(t, surface_rows))
column_at(x) = (x - surface_x_min) / (surface_x_max - surface_x_min) * (surface_columns - 1)
row_at(y) = (y - surface_y_min) / (surface_y_max - surface_y_min) * (surface_rows - 1)
set xrange [surface_x_min:surface_x_max]; set yrange [surface_y_min:surface_y_max]
set urange [surface_x_min:surface_x_max]; set vrange [surface_y_min:surface_y_max]; set samples 241; set isosamples 181
# A flat surface's own range would be empty.
if (z_min >= z_max) { set zrange [-1e300:1e300] }
# In full, or gnuplot would not find the rows and columns of the image again.
set format '%.17g'
set table $fine
splot '++' using 1:2:(on_grid(column_at($1), row_at($2))) with lines
unset table

# The contour lines.
set contour base; unset surface
level_list = ''
do for [k = 1:level_count] { level_list = level_list.sprintf('%s%.17g', k == 1 ? '' : ',', shown(level[k])) }
eval 'set cntrparam levels discrete '.level_list
set table $contours
splot $fine using 1:2:(shown($3)) with lines
unset table
# Where there is none, a line under the frame stands in: an empty table would be warned of.
if (sum [k = 1:level_count] (level[k] > z_min && level[k] < z_max) == 0) {
  set table $contours
  plot '+' using 1:(surface_y_min) with lines
  unset table
}
unset contour; set surface; set format

# A color is a band, the number of levels that lie below. Viridis, paler, so that the paths stand out; dark is low.
band_of(z) = z == z ? (sum [k = 1:level_count] (z >= level[k])) + 0.5 : NaN
set palette defined (0 '#8a7a9e', 1 '#8b89ae', 2 '#8a9ab8', 3 '#8cabbd', 4 '#91bcbe', 5 '#9dcdbb', 6 '#b4ddb2', 7 '#d6eaa9', 8 '#f7f4b4')
eval sprintf('set palette maxcolors %d', level_count + 1)
set cbrange [0:level_count + 1]
set style fill solid noborder
nearest(t) = int(floor(t + 0.5))
is_power(z) = z > 0 && abs(log10(z) - nearest(log10(z))) < 1e-9
label_of(z) = z_log && is_power(z) ? power_of_ten(nearest(log10(z))) : sprintf('%.4g', z)
powers = sum [k = 1:level_count] is_power(level[k])
set cbtics () out nomirror scale 0.4
do for [k = 1:level_count] {
  if (!z_log || powers < 3 || is_power(level[k])) { eval sprintf('set cbtics add ("%s" %d)', label_of(level[k]), k) }
}
set cblabel z_title offset 0.5,0
set grid noxtics noytics
set border 15

# Where the paths end; a number that cannot be shown ends none.
array last_x[series_count]; array last_y[series_count]
keep(i, x, y) = x == x && y == y ? (last_x[i] = x, last_y[i] = y, 0) : 0
do for [j = 1:measured_count] {
  last_x[measured_series[j]] = NaN; last_y[measured_series[j]] = NaN
  stats $series index measured_series[j] - 1 using (keep(measured_series[j], column(column_x), column(column_y))) nooutput
}

is_surface(i) = i == surface_index + 1
is_surface(i) = i == surface_index + 1
plot $fine using 1:2:(band_of($3)) with image notitle, \
  $contours using 1:2 with lines lc rgb '#666666' lw 0.5 notitle, \
  for [j = 1:line_count] $series index line_series[j] - 1 using (is_surface(line_series[j]) ? NaN : column(column_x)):column_y \
    with lines linetype (is_surface(line_series[j]) ? 21 : series_style[line_series[j]]) \
    title is_surface(line_series[j]) ? '' : series_label[line_series[j]], \
  for [j = 1:measured_count] $series index measured_series[j] - 1 using column_x:column_y \
    with lines lc rgb '#ffffff' lw 3.5 notitle, \
  for [j = 1:measured_count] $series index measured_series[j] - 1 using column_x:column_y \
    with lines linetype series_style[measured_series[j]] title series_label[measured_series[j]], \
  for [j = 1:measured_count] $series index measured_series[j] - 1 every ::0::0 using column_x:column_y \
    with points pt 6 ps 1 lw 1.5 lc rgb '#000000' notitle, \
  for [j = 1:measured_count] '+' every ::0::0 using (last_x[measured_series[j]]):(last_y[measured_series[j]]) \
    with points linetype series_style[measured_series[j]] pt 7 ps 0.9 notitle
