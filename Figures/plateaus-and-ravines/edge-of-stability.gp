# Redraws this figure: gnuplot edge-of-stability.gp > edge-of-stability.svg
# Written by ravine with the data and the scripts that it used; edits are lost at the next drawing.
reset
set encoding utf8
set terminal svg size 720,500 fixed enhanced font 'Arial,14' background '#ffffff' name 'edge_of_stability'
set title 'Gradient descent on a network: sharpness settles near 2 / learning rate'."\n".'{/*0.8 median of 8 replicates, band: all replicates}'
set xlabel 'step'
x_log = 0
x_min = 0
x_max = 16000
set ylabel 'sharpness × learning rate / 2'
y_log = 0
y_min = 0.4844426715416707
y_max = 1.2426593248382147
column_x = 1
column_y = 2
column_low = 3
column_high = 4
series_count = 2
array series_label[2]
array series_role[2]
array series_band[2]
series_label[1] = 'measured'; series_role[1] = 'measured'; series_band[1] = 1
series_label[2] = 'the quadratic'."'".'s edge'; series_role[2] = 'reference'; series_band[2] = 0

$series << e
0 0.6166475675092165 0.4844426715416707 0.8841745277063199
500 0.8101735995474272 0.7151095511527111 1.0903378277968483
1000 1.0428922291422333 0.847734630024195 1.2426593248382147
1500 1.0142748542216866 0.907869683789353 1.1297991602399071
2000 1.0061927293186992 0.9216370626787468 1.1008633938935481
2500 1.0024569671202128 0.9824088866462296 1.0174836389630566
3000 1.0001505343727939 0.9848037342419375 1.014709037232123
3500 1.0008359718219315 0.9655589489011369 1.0123132359554612
4000 1.004693504646938 0.9895499598162654 1.012866038424428
4500 1.0037620021207436 0.973104632051739 1.0204186898680827
5000 0.9993706934594575 0.995143550599658 1.0073600743638291
5500 1.0039934456677921 0.9961623064046056 1.0164046909840274
6000 1.0019353128352306 0.9833546524140551 1.0039435025173813
6500 1.0030080980828873 0.9967159093661637 1.0055309192998403
7000 1.001951391257779 0.9923970757753772 1.0076062904994607
7500 1.002125144082393 0.995511890020755 1.0168172374805229
8000 1.0000682256459847 0.9888432147531916 1.0046718304470696
8500 1.0018991874743401 0.9967373393468407 1.006293604866398
9000 1.0009379144481587 0.9930731687740195 1.003622320024849
9500 1.0000282772559248 0.9945199535143694 1.0097851451096707
10000 1.000129114531295 0.9889276155971993 1.0018459976486527
10500 0.9987685862655067 0.9921365139136576 1.0017617070089333
11000 1.0011667216089304 0.9974243061385115 1.0032268778317226
11500 1.0000745753409739 0.9956917484927216 1.0051389659525105
12000 1.0003192240145125 0.9966737950654926 1.0066484685540769
12500 0.9998907041395876 0.9956720961281142 1.0107884308221438
13000 0.9998984613149486 0.9909515704421893 1.001254415308607
13500 0.9987050391655453 0.9950288713804527 1.0012797227925088
14000 0.9994825539808551 0.9980699723291541 1.0009043974872813
14500 1.0008263257343186 0.997575411003351 1.0021446354667547
15000 1.000752521073924 0.99656888327576 1.0053437774731349
15500 1.000145272971798 0.9970881620139143 1.0083581153218586
16000 1.0001253649645387 0.9914854529484703 1.002939827078511


0 1 NaN NaN
500 1 NaN NaN
1000 1 NaN NaN
1500 1 NaN NaN
2000 1 NaN NaN
2500 1 NaN NaN
3000 1 NaN NaN
3500 1 NaN NaN
4000 1 NaN NaN
4500 1 NaN NaN
5000 1 NaN NaN
5500 1 NaN NaN
6000 1 NaN NaN
6500 1 NaN NaN
7000 1 NaN NaN
7500 1 NaN NaN
8000 1 NaN NaN
8500 1 NaN NaN
9000 1 NaN NaN
9500 1 NaN NaN
10000 1 NaN NaN
10500 1 NaN NaN
11000 1 NaN NaN
11500 1 NaN NaN
12000 1 NaN NaN
12500 1 NaN NaN
13000 1 NaN NaN
13500 1 NaN NaN
14000 1 NaN NaN
14500 1 NaN NaN
15000 1 NaN NaN
15500 1 NaN NaN
16000 1 NaN NaN
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
