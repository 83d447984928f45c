# Redraws this figure: gnuplot clipping.gp > clipping.svg
# Written by ravine with the data and the scripts that it used; edits are lost at the next drawing.
reset
set encoding utf8
set terminal svg size 720,500 fixed enhanced font 'Arial,14' background '#ffffff' name 'clipping'
set title 'Training a 20-layer sigmoid network: clipping changes nothing'."\n".'{/*0.8 median of 16 replicates, band: all replicates}'
set xlabel 'step'
x_log = 0
x_min = 0
x_max = 200
set ylabel 'binary cross-entropy'
y_log = 0
y_min = 0.6931471805599163
y_max = 0.8691008356206275
column_x = 1
column_y = 2
column_low = 3
column_high = 4
series_count = 3
array series_label[3]
array series_role[3]
array series_band[3]
series_label[1] = 'plain'; series_role[1] = 'measured'; series_band[1] = 1
series_label[2] = 'clipped'; series_role[2] = 'measured'; series_band[2] = 1
series_label[3] = 'log 2: chance'; series_role[3] = 'reference'; series_band[3] = 0

$series << e
0 0.7485469606786547 0.6931951981906671 0.8691008356206275
10 0.6932652375641617 0.6931472156381048 0.6939163284203504
20 0.6931474214027601 0.6931471805855582 0.6931498901194506
30 0.6931471809106308 0.6931471805599567 0.693147190096533
40 0.693147180560491 0.6931471805599219 0.6931471805952212
50 0.6931471805599458 0.6931471805599174 0.6931471805600848
60 0.693147180559933 0.6931471805599165 0.6931471805599932
70 0.693147180559933 0.6931471805599164 0.6931471805599931
80 0.6931471805599327 0.6931471805599165 0.6931471805599931
90 0.693147180559933 0.6931471805599164 0.6931471805599931
100 0.6931471805599327 0.6931471805599164 0.6931471805599931
110 0.693147180559933 0.6931471805599164 0.6931471805599931
120 0.6931471805599327 0.6931471805599163 0.6931471805599931
130 0.6931471805599327 0.6931471805599164 0.6931471805599931
140 0.6931471805599329 0.6931471805599164 0.6931471805599931
150 0.6931471805599329 0.6931471805599163 0.6931471805599931
160 0.6931471805599327 0.6931471805599164 0.6931471805599931
170 0.6931471805599327 0.6931471805599164 0.6931471805599931
180 0.6931471805599327 0.6931471805599164 0.6931471805599931
190 0.6931471805599327 0.6931471805599164 0.6931471805599931
200 0.6931471805599327 0.6931471805599164 0.6931471805599931


0 0.7485469606786547 0.6931951981906671 0.8691008356206275
10 0.6932652375641617 0.6931472156381048 0.6939163284203504
20 0.6931474214027601 0.6931471805855582 0.6931498901194506
30 0.6931471809106308 0.6931471805599567 0.693147190096533
40 0.693147180560491 0.6931471805599219 0.6931471805952212
50 0.6931471805599458 0.6931471805599174 0.6931471805600848
60 0.693147180559933 0.6931471805599165 0.6931471805599932
70 0.693147180559933 0.6931471805599164 0.6931471805599931
80 0.6931471805599327 0.6931471805599165 0.6931471805599931
90 0.693147180559933 0.6931471805599164 0.6931471805599931
100 0.6931471805599327 0.6931471805599164 0.6931471805599931
110 0.693147180559933 0.6931471805599164 0.6931471805599931
120 0.6931471805599327 0.6931471805599163 0.6931471805599931
130 0.6931471805599327 0.6931471805599164 0.6931471805599931
140 0.6931471805599329 0.6931471805599164 0.6931471805599931
150 0.6931471805599329 0.6931471805599163 0.6931471805599931
160 0.6931471805599327 0.6931471805599164 0.6931471805599931
170 0.6931471805599327 0.6931471805599164 0.6931471805599931
180 0.6931471805599327 0.6931471805599164 0.6931471805599931
190 0.6931471805599327 0.6931471805599164 0.6931471805599931
200 0.6931471805599327 0.6931471805599164 0.6931471805599931


0 0.6931471805599453 NaN NaN
10 0.6931471805599453 NaN NaN
20 0.6931471805599453 NaN NaN
30 0.6931471805599453 NaN NaN
40 0.6931471805599453 NaN NaN
50 0.6931471805599453 NaN NaN
60 0.6931471805599453 NaN NaN
70 0.6931471805599453 NaN NaN
80 0.6931471805599453 NaN NaN
90 0.6931471805599453 NaN NaN
100 0.6931471805599453 NaN NaN
110 0.6931471805599453 NaN NaN
120 0.6931471805599453 NaN NaN
130 0.6931471805599453 NaN NaN
140 0.6931471805599453 NaN NaN
150 0.6931471805599453 NaN NaN
160 0.6931471805599453 NaN NaN
170 0.6931471805599453 NaN NaN
180 0.6931471805599453 NaN NaN
190 0.6931471805599453 NaN NaN
200 0.6931471805599453 NaN NaN
e

# The common style.
# The common look, run before every script. What it finds and what it gives is told in README.md beside it.

# Line styles. Measured curves take 1 … 16: the colors of Okabe and Ito, which color-blind readers tell apart (their yellow
# is too pale on white; a brown stands in), each with a dash pattern and a marker of its own, so that a photocopy still
# tells them apart.
set linetype 1 lc rgb '#0072B2' lw 2 dt 1           pt 7  ps 0.7
set linetype 2 lc rgb '#D55E00' lw 2 dt (14,4)      pt 5  ps 0.65
set linetype 3 lc rgb '#009E73' lw 2 dt (6,3)       pt 9  ps 0.8
set linetype 4 lc rgb '#CC79A7' lw 2 dt (14,4,3,4)  pt 11 ps 0.8
set linetype 5 lc rgb '#E69F00' lw 2 dt 1           pt 6  ps 0.75
set linetype 6 lc rgb '#56B4E9' lw 2 dt (14,4)      pt 4  ps 0.7
set linetype 7 lc rgb '#8C510A' lw 2 dt (6,3)       pt 8  ps 0.85
set linetype 8 lc rgb '#555555' lw 2 dt (14,4,3,4)  pt 10 ps 0.85
# The same colors again, with other dashes and with open markers for filled ones.
set linetype 9  lc rgb '#0072B2' lw 2 dt (6,3)       pt 6  ps 0.75
set linetype 10 lc rgb '#D55E00' lw 2 dt (14,4,3,4)  pt 4  ps 0.7
set linetype 11 lc rgb '#009E73' lw 2 dt 1           pt 8  ps 0.85
set linetype 12 lc rgb '#CC79A7' lw 2 dt (14,4)      pt 10 ps 0.85
set linetype 13 lc rgb '#E69F00' lw 2 dt (6,3)       pt 7  ps 0.7
set linetype 14 lc rgb '#56B4E9' lw 2 dt (14,4,3,4)  pt 5  ps 0.65
set linetype 15 lc rgb '#8C510A' lw 2 dt 1           pt 9  ps 0.8
set linetype 16 lc rgb '#555555' lw 2 dt (14,4)      pt 11 ps 0.8
# Theory, bounds and references: dark and thin, told apart by their dashes.
set linetype 21 lc rgb '#000000' lw 1.5 dt (8,5)
set linetype 22 lc rgb '#000000' lw 1.5 dt (2,4)
set linetype 23 lc rgb '#000000' lw 1.5 dt (8,4,2,4)
set linetype 24 lc rgb '#000000' lw 1.5 dt (16,6)
set linetype 31 lc rgb '#000000' lw 1 dt 1
set linetype 32 lc rgb '#666666' lw 1 dt (4,3)
set linetype 33 lc rgb '#666666' lw 1 dt 1
set linetype 41 lc rgb '#888888' lw 1 dt 1
set linetype 42 lc rgb '#888888' lw 1 dt (4,3)
set linetype 43 lc rgb '#888888' lw 1 dt (1,3)

# series_style[i] is the line type of series i. Every role counts for itself, so that adding a theory recolors no measurement.
# measured_series[1 … measured_count], line_series[1 … line_count] and band_series[1 … band_count] are the numbers of the
# measured series, of all others, and of those with a band or bar: what a `plot for` runs over.
array series_style[series_count]
array measured_series[series_count]
array line_series[series_count]
array band_series[series_count]
measured_count = 0; line_count = 0; band_count = 0
theory_count = 0; bound_count = 0; reference_count = 0
# gnuplot evaluates the element of an empty run too, so every element is a series at first.
do for [i = 1:series_count] { measured_series[i] = 1; line_series[i] = 1; band_series[i] = 1 }
do for [i = 1:series_count] {
  if (series_role[i] eq 'measured') {
    series_style[i] = 1 + measured_count % 16
    measured_count = measured_count + 1; measured_series[measured_count] = i
  } else {
    if (series_role[i] eq 'theory') { series_style[i] = 21 + theory_count % 4; theory_count = theory_count + 1 }
    if (series_role[i] eq 'bound') { series_style[i] = 31 + bound_count % 3; bound_count = bound_count + 1 }
    if (series_role[i] eq 'reference') { series_style[i] = 41 + reference_count % 3; reference_count = reference_count + 1 }
    line_count = line_count + 1; line_series[line_count] = i
  }
  if (series_band[i]) { band_count = band_count + 1; band_series[band_count] = i }
}

# Frame, grid, words.
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt -1 lw 0.6 lc rgb '#DDDDDD' dt solid
set tics out nomirror scale 0.6
set title font ',16' offset 0,-0.2
set xtics offset 0,0.3
set xlabel offset 0,0.4
set ylabel offset 0.5,0
set style fill transparent solid 0.16 noborder
set bars 0.6
# The legend stands below the plot: it never covers data, and long labels take no width from the plot.
set key below center horizontal Left reverse samplen 3 spacing 1.2 width 0 height 0.7 font ',13'

# Logarithmic axes. The ends are rounded outwards to 1, 2 or 5 times a power of ten; the ticks are powers of ten, at most
# about ten of them, and over three decades or less 1, 2 and 5 times each. They are named one by one, because gnuplot 5.4 takes
# half a minute over 'set ytics 1e10'.
decade(v) = 10.0**floor(log10(v))
rounded_down(v) = v < 2 * decade(v) ? decade(v) : v < 5 * decade(v) ? 2 * decade(v) : 5 * decade(v)
rounded_up(v) = v <= decade(v) ? decade(v) : v <= 2 * decade(v) ? 2 * decade(v) : v <= 5 * decade(v) ? 5 * decade(v) : 10 * decade(v)
power_of_ten(k) = k < 0 ? sprintf('10^{−%d}', -k) : sprintf('10^{%d}', k)
tick_step(n) = n <= 10 ? 1 : n <= 20 ? 2 : n <= 50 ? 5 : n <= 100 ? 10 : n <= 200 ? 20 : 50
do for [axis in 'x y'] {
  if (value(axis.'_log')) {
    low = rounded_down(value(axis.'_min') * (1 + 1e-9)); high = rounded_up(value(axis.'_max') * (1 - 1e-9))
    if (low >= high) { low = low / 2; high = high * 2 }
    first = int(floor(log10(low))); last = int(ceil(log10(high))); step = tick_step(last - first)
    # A hair wider than its outermost ticks, or rounding would lose them.
    eval sprintf('set logscale %s 10; set %srange [%.17g:%.17g]; set %stics ()', axis, axis, low * (1 - 1e-9), high * (1 + 1e-9), axis)
    do for [k = first:last] {
      if (log10(high / low) > 3.01) {
        if (k % step == 0) { eval sprintf('set %stics add ("%s" %.17g)', axis, power_of_ten(k), 10.0**k) }
      } else {
        do for [m in '1 2 5'] { eval sprintf('set %stics add ("%g" %.17g)', axis, m * 10.0**k, m * 10.0**k) }
      }
    }
  }
}

# This figure's own settings.

# The script.
# As lines.gp, and behind the lines a translucent band from low to high for every series that has one.
plot for [j = 1:band_count] $series index band_series[j] - 1 using column_x:column_low:column_high \
    with filledcurves linetype series_style[band_series[j]] notitle, \
  for [j = 1:measured_count] $series index measured_series[j] - 1 using column_x:column_y \
    with linespoints linetype series_style[measured_series[j]] pointnumber 9 title series_label[measured_series[j]], \
  for [j = 1:line_count] $series index line_series[j] - 1 using column_x:column_y \
    with lines linetype series_style[line_series[j]] title series_label[line_series[j]]
