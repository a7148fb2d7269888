"""The same forty values written three ways: our rules, OpenFisca-Core variables, NumPy by hand;
and with reason codes, ours and OpenFisca's.

The law here is made up for measuring; the real law lives in `yimen.rulebook`.
"""
