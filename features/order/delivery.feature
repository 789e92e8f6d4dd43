@must @server @direct
Feature: Messages arrive in the order in which they were published
  Of one publisher, topic and QoS, a subscriber sees the messages in the order in which the broker received
  them. That holds for all subscriptions that are not shared, whether the client is connected, slow or away.

  Scenario Outline: Messages of QoS <qos> arrive in order
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS <granted>
    When Alice publishes "1" to "a" at QoS <qos>
    And Alice publishes "2" to "a" at QoS <qos>
    And Alice publishes "3" to "a" at QoS <qos>
    And Alice publishes "4" to "a" at QoS <qos>
    And Alice publishes "5" to "a" at QoS <qos>
    Then Bob receives "1", "2", "3", "4" and "5" in this order
    And Bob receives nothing more

    @MQTT-5.0:4.6.0-5 @MQTT-5.0:4.6.0-6
    Examples:
      | version | qos | granted |
      | 5.0     | 0   | 0       |
      | 5.0     | 1   | 1       |
      | 5.0     | 2   | 2       |
      | 5.0     | 2   | 1       |
      | 5.0     | 1   | 0       |

    @MQTT-3.1.1:4.6.0-5 @MQTT-3.1.1:4.6.0-6
    Examples:
      | version | qos | granted |
      | 3.1.1   | 0   | 0       |
      | 3.1.1   | 1   | 1       |
      | 3.1.1   | 2   | 2       |
      | 3.1.1   | 2   | 1       |
      | 3.1.1   | 1   | 0       |

    @MQTT-3.1:ORDER-01
    Examples:
      | version | qos | granted |
      | 3.1     | 0   | 0       |
      | 3.1     | 1   | 1       |
      | 3.1     | 2   | 2       |
      | 3.1     | 2   | 1       |
      | 3.1     | 1   | 0       |

  Scenario Outline: PUBRECs follow the order of the messages, whatever their packet identifiers
    Given MQTT <version>
    And Alice acknowledges by hand
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS 2
    When Alice sends PUBLISH with:
      | topic             | a  |
      | payload           | 1  |
      | qos               | 2  |
      | packet identifier | 30 |
    And Alice sends PUBLISH with:
      | topic             | a  |
      | payload           | 2  |
      | qos               | 2  |
      | packet identifier | 10 |
    And Alice sends PUBLISH with:
      | topic             | a  |
      | payload           | 3  |
      | qos               | 2  |
      | packet identifier | 20 |
    Then Alice receives PUBREC with:
      | packet identifier | 30 |
    And Alice receives PUBREC with:
      | packet identifier | 10 |
    And Alice receives PUBREC with:
      | packet identifier | 20 |
    When Alice sends PUBREL with:
      | packet identifier | 30 |
    And Alice sends PUBREL with:
      | packet identifier | 10 |
    And Alice sends PUBREL with:
      | packet identifier | 20 |
    Then Bob receives "1", "2" and "3" in this order

    @MQTT-5.0:4.6.0-5
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:4.6.0-6
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:ORDER-01
    Examples:
      | version |
      | 3.1     |

  Scenario Outline: Acknowledgements of QoS 1 follow the order of the messages
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS 1
    When Alice sends PUBLISH with:
      | topic             | a  |
      | payload           | 1  |
      | qos               | 1  |
      | packet identifier | 30 |
    And Alice sends PUBLISH with:
      | topic             | a  |
      | payload           | 2  |
      | qos               | 1  |
      | packet identifier | 10 |
    And Alice sends PUBLISH with:
      | topic             | a  |
      | payload           | 3  |
      | qos               | 1  |
      | packet identifier | 20 |
    Then Alice receives PUBACK with:
      | packet identifier | 30 |
    And Alice receives PUBACK with:
      | packet identifier | 10 |
    And Alice receives PUBACK with:
      | packet identifier | 20 |
    And Bob receives "1", "2" and "3" in this order

    @MQTT-5.0:4.6.0-5
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:4.6.0-6
    Examples:
      | version |
      | 3.1.1   |

  Scenario Outline: Messages that waited for a client arrive in order at QoS <qos>, newer ones after them
    Given MQTT <version>
    And Alice is connected
    And Bob is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS <qos>
    When Bob disconnects
    And Alice publishes "1" to "a" at QoS <qos>
    And Alice publishes "2" to "a" at QoS <qos>
    And Alice publishes "3" to "a" at QoS <qos>
    And Bob reconnects
    And Alice publishes "4" to "a" at QoS <qos>
    Then Bob receives "1", "2", "3" and "4" in this order

    @MQTT-5.0:4.6.0-5 @MQTT-5.0:4.6.0-6
    Examples:
      | version | qos |
      | 5.0     | 1   |
      | 5.0     | 2   |

    @MQTT-3.1.1:4.6.0-5 @MQTT-3.1.1:4.6.0-6
    Examples:
      | version | qos |
      | 3.1.1   | 1   |
      | 3.1.1   | 2   |

  Scenario Outline: Messages are sent again in the order in which they were sent first, at QoS <qos>
    Given MQTT <version>
    And Alice is connected
    And Bob acknowledges by hand
    And Bob is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS <qos>
    When Alice publishes "1" to "a" at QoS <qos>
    And Alice publishes "2" to "a" at QoS <qos>
    And Alice publishes "3" to "a" at QoS <qos>
    Then Bob receives "1", "2" and "3" in this order
    When Bob loses his connection
    And Alice publishes "4" to "a" at QoS <qos>
    And Bob reconnects
    Then Bob receives "1" again at QoS <qos>
    And Bob receives "2" again at QoS <qos>
    And Bob receives "3" again at QoS <qos>
    And Bob receives "4" on "a" at QoS <qos>

    @MQTT-5.0:4.6.0-5 @MQTT-5.0:4.4.0-1
    Examples:
      | version | qos |
      | 5.0     | 1   |
      | 5.0     | 2   |

    @MQTT-3.1.1:4.6.0-6 @MQTT-3.1.1:4.4.0-1
    Examples:
      | version | qos |
      | 3.1.1   | 1   |
      | 3.1.1   | 2   |

    @MQTT-3.1:ORDER-01 @MQTT-3.1:RETRY-01
    Examples:
      | version | qos |
      | 3.1     | 1   |
      | 3.1     | 2   |

  Scenario Outline: PUBRELs follow the order of the PUBRECs
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob acknowledges by hand
    And Bob subscribes to "a" at QoS 2
    When Alice publishes "1" to "a" at QoS 2
    And Alice publishes "2" to "a" at QoS 2
    And Alice publishes "3" to "a" at QoS 2
    Then Bob receives "1", "2" and "3" in this order
    When Bob sends PUBREC with:
      | packet identifier | that of "1" |
    And Bob sends PUBREC with:
      | packet identifier | that of "2" |
    And Bob sends PUBREC with:
      | packet identifier | that of "3" |
    Then Bob receives PUBREL with:
      | packet identifier | that of "1" |
    And Bob receives PUBREL with:
      | packet identifier | that of "2" |
    And Bob receives PUBREL with:
      | packet identifier | that of "3" |

    @MQTT-5.0:4.6.0-5
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:4.6.0-6
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:ORDER-01
    Examples:
      | version |
      | 3.1     |

  Scenario Outline: A filter with wildcards keeps the order of each topic
    Given MQTT <version>
    And Alice, Bob and Carol are connected
    And Bob subscribes to "a/#" at QoS 1
    And Carol subscribes to "a/1" at QoS 1
    When Alice publishes "1" to "a/1" at QoS 1
    And Alice publishes "other" to "a/2" at QoS 1
    And Alice publishes "2" to "a/1" at QoS 1
    And Alice publishes "3" to "a/1" at QoS 1
    Then Bob receives "1", "other", "2" and "3" in this order
    And Carol receives "1", "2" and "3" in this order

    @MQTT-5.0:4.6.0-5
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:4.6.0-6
    Examples:
      | version |
      | 3.1.1   |

  @MQTT-5.0:4.6.0-5
  Scenario Outline: A client with a small Receive Maximum receives the messages of QoS <qos> in order
    Given MQTT 5.0
    And Alice is connected
    And Bob is connected with:
      | Receive Maximum | 1 |
    And Bob subscribes to "a" at QoS <qos>
    When Alice publishes "1" to "a" at QoS <qos>
    And Alice publishes "2" to "a" at QoS <qos>
    And Alice publishes "3" to "a" at QoS <qos>
    And Alice publishes "4" to "a" at QoS <qos>
    Then Bob receives "1", "2", "3" and "4" in this order
    And Bob receives nothing more

    Examples:
      | qos |
      | 1   |
      | 2   |

  @MQTT-5.0:4.6.0-5
  Scenario: A message that has to wait is not overtaken by a later one when the client acknowledges out of order
    Given MQTT 5.0
    And Alice is connected
    And Bob acknowledges by hand
    And Bob is connected with:
      | Receive Maximum | 2 |
    And Bob subscribes to "a" at QoS 1
    When Alice publishes "1" to "a" at QoS 1
    And Alice publishes "2" to "a" at QoS 1
    And Alice publishes "3" to "a" at QoS 1
    And Alice publishes "4" to "a" at QoS 1
    Then Bob receives "1" and "2" in this order
    When Bob sends PUBACK with:
      | packet identifier | that of "2" |
    And Bob sends PUBACK with:
      | packet identifier | that of "1" |
    Then Bob receives "3" and "4" in this order
