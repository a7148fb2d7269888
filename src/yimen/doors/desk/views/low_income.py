"""The low-income population by layer: how many of each, which households, and the sheet of them."""

from collections.abc import Iterator, Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yimen.domains.monitoring.queries.layers import LayeredHousehold, counted, layered
from yimen.domains.network import queries as network
from yimen.domains.people import queries as people
from yimen.foundation.exports.reading import at_hand

from ..exports import Sheet, exportable
from ..forms.leads import LayerFilterForm
from ..lead_places import places_of_leads
from ..lists import address, columns, paged
from ..official_words import official
from ..places import villages
from ..requests import DeskRequest


@require_GET
def layers(request: DeskRequest) -> HttpResponse:
    """Every household counts once, in the first layer it belongs to."""
    form = LayerFilterForm(villages(request.actor), request.GET)
    layer, region = form.chosen()
    everybody = layered(region or request.actor.region, by=request.actor)
    titled = columns(
        _("户主"), (_("层次"), "layer"), _("也属于"), _("在册救助"), (_("村（社区）"), "region"),
    )  # fmt: skip
    paging = paged(request, [one for one in everybody if layer in (None, one.layer)], titled)
    heads = people.heads_of(row.household_id for row in paging.rows)
    names = network.region_names(row.region for row in paging.rows)
    shown = {
        "form": form,
        "tabs": places_of_leads(request, "lead-layers"),
        "counts": counted(everybody),
        "paging": paging,
        "rows": [(row, heads.get(row.household_id, ""), names.get(row.region, "")) for row in paging.rows],
        "columns": titled,
        "export_url": address(request, page=None).replace(
            request.path, reverse("desk:lead-layers-export"), 1
        ),
    }
    return render(request, "desk/lead_layers.html", shown)


@exportable("lead-layers")
def export(request: DeskRequest) -> Sheet:
    titles = [_("户主"), _("村（社区）"), _("人口"), _("层次"), _("也属于"), _("在册救助")]
    layer, region = LayerFilterForm(villages(request.actor), request.GET).chosen()
    found = layered(region or request.actor.region, by=request.actor, layer=layer)
    return Sheet(_("低收入人口"), titles, at_hand(found), _lines)


def _lines(rows: Sequence[LayeredHousehold]) -> Iterator[tuple[object, ...]]:
    ids = [row.household_id for row in rows]
    heads, sizes = people.heads_of(ids), people.sizes_of(ids)
    places = network.region_paths(row.region for row in rows)
    return (
        (
            heads.get(row.household_id, ""),
            places[row.region],
            sizes.get(row.household_id, 0),
            official(row.layer.title),
            "；".join(official(each.title) for each in row.layers[1:]),
            "；".join(official(each.title) for each in row.programmes),
        )
        for row in rows
    )
