@must @server @monitor
Feature: Small acknowledgements
  A broker may explain in its acknowledgements what happened, with a Reason String and User Properties. It
  leaves them out where the packet would become larger than the client can take. Here every packet of the
  broker is held against the Maximum Packet Size that the client announced.

  Scenario Outline: PUBACK and PUBREC fit into the client's Maximum Packet Size at QoS <qos>
    Given MQTT 5.0
    And Alice acknowledges by hand
    And Alice is connected with:
      | Maximum Packet Size | 48 |
    When Alice sends PUBLISH with:
      | topic             | nobody/is/subscribed/to/this |
      | qos               | <qos>                        |
      | packet identifier | 10                           |
    Then Alice receives <answer> with:
      | packet identifier | 10 |

    @MQTT-5.0:3.4.2-2 @MQTT-5.0:3.4.2-3
    Examples:
      | qos | answer |
      | 1   | PUBACK |

    @MQTT-5.0:3.5.2-2 @MQTT-5.0:3.5.2-3
    Examples:
      | qos | answer |
      | 2   | PUBREC |

  Scenario Outline: <answer> to an unknown packet identifier fits into the client's Maximum Packet Size
    Given MQTT 5.0
    And Alice is connected with:
      | Maximum Packet Size | 48 |
    When Alice sends <packet> with:
      | packet identifier | 77 |
    Then Alice receives <answer> with:
      | packet identifier | 77 |

    @MQTT-5.0:3.7.2-2 @MQTT-5.0:3.7.2-3
    Examples:
      | packet | answer  |
      | PUBREL | PUBCOMP |

    @MQTT-5.0:3.6.2-2 @MQTT-5.0:3.6.2-3
    Examples:
      | packet | answer |
      | PUBREC | PUBREL |

  @config:denied-topic
  Scenario Outline: The refusal of a message fits into the client's Maximum Packet Size at QoS <qos>
    Given MQTT 5.0
    And a broker configured with:
      | denied topic | denied |
    And Alice acknowledges by hand
    And Alice is connected with:
      | Maximum Packet Size | 48 |
    When Alice sends PUBLISH with:
      | raw topic         | denied |
      | qos               | <qos>  |
      | packet identifier | 10     |
    Then the broker answers Alice as publish not authorized

    @MQTT-5.0:3.4.2-2 @MQTT-5.0:3.4.2-3
    Examples:
      | qos |
      | 1   |

    @MQTT-5.0:3.5.2-2 @MQTT-5.0:3.5.2-3
    Examples:
      | qos |
      | 2   |
