# Redraws this figure: gnuplot gradient-by-layer.gp > gradient-by-layer.svg
# Written by ravine with the data and the scripts that it used; edits are lost at the next drawing.
reset
set encoding utf8
set terminal svg size 720,500 fixed enhanced font 'Arial,14' background '#ffffff' name 'gradient_by_layer'
set title 'Gradients of Xavier-initialized networks, depth 20, width 200'."\n".'{/*0.8 geometric mean of 32 replicates, band: 10% to 90% of replicates}'
set xlabel 'layer'
x_log = 0
x_min = 1
x_max = 20
set ylabel 'mean square of the gradient of the pre-activation'
y_log = 1
y_min = 5.201270033711796e-26
y_max = 0.9727673748092378
column_x = 1
column_y = 2
column_low = 3
column_high = 4
series_count = 6
array series_label[6]
array series_role[6]
array series_band[6]
series_label[1] = 'sigmoid'; series_role[1] = 'measured'; series_band[1] = 1
series_label[2] = 'tanh'; series_role[2] = 'measured'; series_band[2] = 1
series_label[3] = 'relu'; series_role[3] = 'measured'; series_band[3] = 1
series_label[4] = 'mean field, sigmoid'; series_role[4] = 'theory'; series_band[4] = 0
series_label[5] = 'mean field, tanh'; series_role[5] = 'theory'; series_band[5] = 0
series_label[6] = 'mean field, relu'; series_role[6] = 'theory'; series_band[6] = 0

$series << e
1 6.388804187878259e-26 5.201270033711796e-26 7.925625854169298e-26
2 1.434795377057397e-24 1.1772039530445126e-24 1.7319549581663848e-24
3 2.5882194192146568e-23 2.1331988146670503e-23 3.094664309905088e-23
4 4.667519373456154e-22 3.93777544636777e-22 5.450373019816817e-22
5 8.294307126482524e-21 7.011374929213991e-21 9.692132776149138e-21
6 1.5106299837110942e-19 1.3151865986649011e-19 1.7413820313441983e-19
7 2.7360033121510465e-18 2.3906740884935835e-18 3.057127911842852e-18
8 4.8814076559364325e-17 4.279362240062513e-17 5.513823974849853e-17
9 8.750268674235571e-16 7.874254865097286e-16 9.84673754103251e-16
10 1.5725609726406934e-14 1.4029433564867037e-14 1.7575554916233948e-14
11 2.7995585237202667e-13 2.5048758897321983e-13 3.1087000341809383e-13
12 4.974305302524103e-12 4.495264634706361e-12 5.495424408337765e-12
13 9.019652085967226e-11 8.056531272906395e-11 9.921658322871064e-11
14 1.6237472490084394e-09 1.4721976125811342e-09 1.8064310244347522e-09
15 2.9090299073628538e-08 2.690001736981334e-08 3.150530604539798e-08
16 5.251748608044873e-07 4.833974845906968e-07 5.635246012993679e-07
17 9.544904165910508e-06 8.905674819199884e-06 1.0091087399511092e-05
18 0.00017241365359537596 0.00016336611487821422 0.0001855011388060527
19 0.003103988678466605 0.0029601219843652113 0.0032813454673425884
20 0.05557100931903802 0.053816852572727406 0.05742487971735487


1 0.034898418500351115 0.03009332954580041 0.040134383408710186
2 0.07590085088598086 0.06727703644913786 0.08727241647944511
3 0.11868560689839634 0.10602534365347095 0.13811212315743077
4 0.16235277537518036 0.14809743474119214 0.18796004562973934
5 0.2052188980072089 0.1899462554844361 0.2325772682885938
6 0.25537066402980096 0.23369038785266333 0.2829677464480239
7 0.303560159649462 0.2809712213596842 0.33435653873080207
8 0.3492759397310963 0.3216863627476407 0.38698491069081264
9 0.39851946033141006 0.3671222139323517 0.4343412237396589
10 0.44642792694353517 0.408165434958244 0.4996058122192736
11 0.4926872929410576 0.45786460205838675 0.5392910389467197
12 0.5373463134932948 0.4933543440513416 0.5854014754524172
13 0.5911520433475514 0.5414281204286587 0.6430029613987781
14 0.6430048745179093 0.5905406767770592 0.7099193883511756
15 0.6901381874447411 0.6485264986639907 0.7446074291928195
16 0.7452648382742924 0.7019509463344543 0.8007603056143106
17 0.8010495869556962 0.7542617307903834 0.8440731640572414
18 0.854981883526951 0.8110156028319794 0.8994274038034752
19 0.9067315074829259 0.8605520145908151 0.9490920761904655
20 0.950532380486845 0.9217746585323324 0.9727673748092378


1 8.903666930515044e-07 5.877499672387756e-07 1.4079183542186668e-06
2 1.7856299317581707e-06 1.1651955257662083e-06 2.680699675013815e-06
3 3.6188885461375666e-06 2.4240603547936358e-06 5.377195210793943e-06
4 7.346530484404092e-06 5.138347329855016e-06 1.1003337394505813e-05
5 1.4983131625358394e-05 1.0285563546001575e-05 2.2236574965780792e-05
6 2.9641386692424242e-05 2.115739387292153e-05 4.4210847636605e-05
7 5.9720120372929625e-05 4.128254001793372e-05 8.700533527862744e-05
8 0.00012044928662336721 8.052239648749298e-05 0.0001756932026777707
9 0.00024565708197253497 0.00017492255907977482 0.00036309864525551727
10 0.0004873852356482671 0.00034903911646997656 0.0006587592018503338
11 0.000971426199591805 0.0007279521149603488 0.0013048454868488713
12 0.0019323243420530513 0.0014835147503505096 0.0025540580350895724
13 0.00390393846181067 0.002904060744664444 0.004999031609854103
14 0.007755218196160857 0.006261181680416279 0.009669987895670615
15 0.01562510977026655 0.012716656392824153 0.018783048092336843
16 0.030703008996581523 0.025257044709248406 0.0380342901528234
17 0.06283927330042474 0.0528734810612823 0.0759924303260037
18 0.12599884196386518 0.1063636795091882 0.15009547368839538
19 0.24761421708074016 0.2098878459010483 0.29119204463317294
20 0.49372305052645743 0.4368223488996885 0.545846132264576


1 6.622511063858398e-26 NaN NaN
2 1.4770442089766484e-24 NaN NaN
3 2.6795093241649054e-23 NaN NaN
4 4.811388308425055e-22 NaN NaN
5 8.635058129485688e-21 NaN NaN
6 1.5497056522751185e-19 NaN NaN
7 2.781202612914234e-18 NaN NaN
8 4.991326892754244e-17 NaN NaN
9 8.95775948100557e-16 NaN NaN
10 1.6076177063042463e-14 NaN NaN
11 2.8851351669843074e-13 NaN NaN
12 5.1778509897745285e-12 NaN NaN
13 9.2925077407489e-11 NaN NaN
14 1.6676938035182498e-09 NaN NaN
15 2.9929516336017866e-08 NaN NaN
16 5.371345424550879e-07 NaN NaN
17 9.639765422845569e-06 NaN NaN
18 0.00017300149229419344 NaN NaN
19 0.0031047971629150862 NaN NaN
20 0.05572070676970175 NaN NaN


1 0.035974794795599854 NaN NaN
2 0.07746462092709949 NaN NaN
3 0.12169551904746428 NaN NaN
4 0.16745660639576343 NaN NaN
5 0.21418833605875245 NaN NaN
6 0.2615890097767296 NaN NaN
7 0.3094779535194796 NaN NaN
8 0.3577386030696343 NaN NaN
9 0.4062914654181714 NaN NaN
10 0.4550799505737566 NaN NaN
11 0.5040623699444293 NaN NaN
12 0.5532071421923108 NaN NaN
13 0.6024897800183976 NaN NaN
14 0.651890919847185 NaN NaN
15 0.7013949898457118 NaN NaN
16 0.7509892835300976 NaN NaN
17 0.8006632994588937 NaN NaN
18 0.8504082604036626 NaN NaN
19 0.9002167565531107 NaN NaN
20 0.9500824762916077 NaN NaN


1 9.536743164062754e-07 NaN NaN
2 1.9073486328125483e-06 NaN NaN
3 3.8146972656250915e-06 NaN NaN
4 7.629394531250173e-06 NaN NaN
5 1.5258789062500325e-05 NaN NaN
6 3.051757812500061e-05 NaN NaN
7 6.103515625000114e-05 NaN NaN
8 0.00012207031250000211 NaN NaN
9 0.0002441406250000039 NaN NaN
10 0.0004882812500000072 NaN NaN
11 0.000976562500000013 NaN NaN
12 0.0019531250000000234 NaN NaN
13 0.003906250000000042 NaN NaN
14 0.007812500000000073 NaN NaN
15 0.015625000000000125 NaN NaN
16 0.03125000000000021 NaN NaN
17 0.06250000000000033 NaN NaN
18 0.1250000000000005 NaN NaN
19 0.25000000000000067 NaN NaN
20 0.5000000000000007 NaN NaN
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
